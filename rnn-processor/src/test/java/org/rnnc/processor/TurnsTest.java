// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.processor.support.JavaCompilers;

/** Models are computed side by side, and nobody sees it. */
class TurnsTest {
    private static final String MODEL =
            "text = \"input x: vector<2> output y = x |> lstm(30) |> dense(2) loss mse(y)\"";

    /** Mistakes that are found at each station of the road. */
    private static final List<String> MISTAKES = List.of(
            "text = \"input x: vector<2> output y = x |> nothing(3)\"",
            "file = \"Missing.rnn\"",
            "text = \"input x: vector<2> output y = \"",
            "text = \"input x: vector<2> output y = tanh(x)\", name = \"class\"",
            MODEL,
            "",
            "text = \"input x: vector<2> output y = tanh(x)\", name = \"Type04\"");

    /** More than are begun ahead. */
    private static final int TYPES = 9;

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(JavaCompilers.class)
    void theSameWordsHoweverManyThreads(JavaCompilers compiler) {
        List<String> alone = words(compile(compiler, 1, MISTAKES));
        assertTrue(alone.size() >= 7, alone::toString);
        for (int threads : new int[] {2, TYPES}) {
            assertEquals(alone, words(compile(compiler, threads, MISTAKES)));
        }
    }

    @ParameterizedTest
    @EnumSource(JavaCompilers.class)
    void theSameFilesHoweverManyThreads(JavaCompilers compiler) {
        List<String> models = List.of(MODEL, MODEL.replace("lstm(30)", "gru(8)"), MODEL.replace("lstm", "mgu"));
        Map<String, String> alone = Project.generated(compile(compiler, 1, models));
        assertEquals(2 * TYPES, alone.size());
        for (int threads : new int[] {2, TYPES}) {
            assertEquals(alone, Project.generated(compile(compiler, threads, models)));
        }
    }

    private Compilation compile(JavaCompilers compiler, int threads, List<String> attributes) {
        Project project =
                new Project(compiler, root).processors(List.of(() -> new RnnProcessor(AnnotatedType::begin, threads)));
        for (int i = 0; i < TYPES; i++) {
            String name = String.format(Locale.ROOT, "Type%02dSpec", i);
            project.type(name, "@RnnModel(" + attributes.get(i % attributes.size()) + ") interface " + name + " {}\n");
        }
        return project.compile();
    }

    private static List<String> words(Compilation compilation) {
        return compilation.diagnostics().stream().map(Object::toString).toList();
    }

    @Test
    void allBeginAndEndInTheirOrderOnOneThread() {
        Thread own = Thread.currentThread();
        List<String> ends = new ArrayList<>();
        List<Integer> begun = new ArrayList<>();
        try (Turns turns = new Turns(3)) {
            IntStream.range(0, 20).forEach(i -> turns.add(begin(own, i, begun, ends)));
            assertTrue(ends.size() >= 20 - 2 * 3, "few are begun ahead");
            turns.end();
        }
        assertEquals(IntStream.range(0, 20).boxed().toList(), begun);
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "end of " + i).toList(), ends);
    }

    private static Function<Executor, Runnable> begin(Thread own, int i, List<Integer> begun, List<String> ends) {
        return threads -> {
            assertEquals(own, Thread.currentThread());
            begun.add(i);
            return () -> {
                assertEquals(own, Thread.currentThread());
                ends.add("end of " + i);
            };
        };
    }
}
