// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.support.EmittedModel;

/** The public class calls methods of its engine, and knows none of the engine's fields; so javac could not let it. */
class EngineInterfaceTest {
    private static final Pattern QUOTED =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern OPEN_FIELD =
            Pattern.compile("(?m)^ {8}(?!private |return )(?:final )?[\\w.<>]+(?:\\[\\])* (\\w+)(?: =.*|;)$");
    private static final Pattern TYPED = Pattern.compile("\\b\\w+_Engine\\.\\w+ (\\w+)\\b");

    /** What a class reads or writes of the objects it has of engine classes. */
    private static Set<String> fields(String source) {
        String code = QUOTED.matcher(source).replaceAll("\"\"");
        Set<String> objects = new TreeSet<>();
        Matcher typed = TYPED.matcher(code);
        while (typed.find()) {
            objects.add(typed.group(1));
        }
        assertTrue(!objects.isEmpty(), "no object of an engine in\n" + source);
        Pattern access = Pattern.compile("\\b(?:" + String.join("|", objects) + ")\\s*\\.\\s*\\w++(?!\\s*\\()");
        Set<String> found = new TreeSet<>();
        Matcher accesses = access.matcher(code);
        while (accesses.find()) {
            found.add(accesses.group());
        }
        return found;
    }

    /** Fields of an engine's classes that others than the engine may see. */
    private static Set<String> openFields(String engine) {
        Set<String> found = new TreeSet<>();
        Matcher open = OPEN_FIELD.matcher(engine);
        while (open.find()) {
            found.add(open.group(1));
        }
        return found;
    }

    private static void check(ModelSpec model) {
        Map<String, String> sources = EmittedModel.sources(model, "read");
        assertEquals(Set.of(), fields(sources.get("read." + model.name())), model::name);
        assertEquals(Set.of(), openFields(sources.get("read." + model.name() + "_Engine")), model::name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input x: vector<6>\noutput y = x |> bidirectional(lstm(10)) |> dense(3)\nloss mse(y)\n"
                        + "train { window 5; batch 2; optimizer adam(rate = 0.01); clip norm 1 }",
                "input x: token<9>\noutput y = x |> embedding(4) |> gru(5) |> dropout(0.3) |> dense(9)"
                        + " |> softmax\nloss crossEntropy(y, ignore = -1)\n"
                        + "train { window 5; batch 3; optimizer sgd(rate = 0.1); clip norm 1 per tensor; seed 3 }"
            })
    void ofModels(String body) {
        check(EmittedModel.spec("Model", body));
    }

    /** States that start from what is learned or computed, inputs per sequence, sequences that begin and ones seen whole. */
    @ParameterizedTest
    @MethodSource("org.rnnc.processor.generated.BeginningsTest#all")
    void ofBeginnings(String body) {
        check(EmittedModel.spec("Model", body + " loss mse(y) train { window 4; batch 2 }"));
    }

    @Test
    void ofRandomModels() {
        LongStream.rangeClosed(1, 15).mapToObj(RandomModel::text).forEach(model -> check(model.spec()));
        LongStream.rangeClosed(1, 15).mapToObj(RandomModel::graph).forEach(model -> check(model.spec()));
    }

    @Test
    void seesFields() {
        String source = """
                class X {
                    private final X_Engine.Window window;
                    /** Not window.y of a comment, // nor window.z. */
                    void f(X_Engine.Weights weights) {
                        this.window = new X_Engine.Window(weights);
                        window.run();
                        String s = "\\"window.name";
                        Rows.copy(window.x, weights .w[0], window
                                .take(1), window.loss());
                    }
                }
                """;
        assertEquals(Set.of("window.x", "weights .w"), fields(source));
        assertEquals(List.of(), List.copyOf(fields(source.replaceAll("Rows.copy[^;]*;", ""))));
    }

    @Test
    void seesOpenFields() {
        String engine = """
                final class X_Engine {
                    static final class Window {
                        final float[][] x = Rows.floats(2, 8);

                        private final int[] y = new int[5];

                        List<Tensor> z;

                        void run() {
                            int a = 0;
                        }
                    }
                }
                """;
        assertEquals(Set.of("x", "z"), openFields(engine));
    }
}
