// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.processor.diagnostics.FixtureRun;

/** The Java of {@code docs/inside.md} compiles with the models of the page, and runs. */
class InsidePageTest {
    private static final String PAGE = "inside.md";

    /** What the sentences around the four blocks take for granted. */
    private static final String FRAME = """
            import java.util.Arrays;
            import java.util.List;
            import java.util.Map;
            import org.rnnc.runtime.annotation.*;
            import org.rnnc.runtime.inspection.*;
            import org.rnnc.runtime.io.*;
            import org.rnnc.runtime.model.*;
            import org.rnnc.runtime.random.*;
            import org.rnnc.runtime.tensor.*;

            public final class Program {
                /** How many numbers there are. */
                public static double run() {
                    return watched(new float[50 * 8 * 3], new float[8 * 2], null)
                            + step(ones(10 * 3), ones(10 * 5), ones(10 * 5))
                            + lstm(ones(10 * 3), ones(10 * 5), ones(10 * 5), ones(10 * 5), ones(10 * 5));
                }

                private static double[] ones(int count) {
                    double[] ones = new double[count];
                    Arrays.fill(ones, 1);
                    return ones;
                }

                private static double watched(float[] x, float[] y, int[] lengths) {
                    Batch same = Batch.of(Watched.create(1).info(), x, y).lengths(lengths);
                    List<Batch> batches = List.of(same, same);
            %s
            %s
                    return first > 0 && first < 1 ? norms.length : Double.NaN;
                }

                private static double step(double[] x, double[] aPrevious, double[] da) {
            %s
                    return a.length + dx.length + daPrevious.length + dWax.length + dWaa.length + dba.length;
                }

                private static double lstm(
                        double[] x, double[] hPrevious, double[] cPrevious, double[] dhNext, double[] dcNext) {
                    CellStep step = new CellStep(LstmStep.create(1));
            %s
                    return dcPrevious.length + df.length;
                }
            }
            """;

    static boolean claims(PageBlocks.Block block) {
        return block.is(PAGE, "java");
    }

    private static String[] blocks(String language) throws IOException {
        return PageBlocks.all(block -> block.is(PAGE, language)).stream()
                .map(PageBlocks.Block::text)
                .toArray(String[]::new);
    }

    @Test
    void isAProgramThatRuns(@TempDir Path folder) throws Throwable {
        Map<String, String> texts = new TreeMap<>();
        texts.put("Inside.rnn", String.join("\n", blocks("rnn")));
        texts.put(
                "InsideSpec.java",
                "import org.rnnc.runtime.annotation.RnnModel;\n@RnnModel(file = \"Inside.rnn\") interface InsideSpec {}\n");
        Object[] java = blocks("java");
        assertEquals(4, java.length, "the frame has places for four");
        texts.put("Program.java", FRAME.formatted(java));
        Map<String, Path> files = new TreeMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            files.put(text.getKey(), Files.writeString(folder.resolve(text.getKey()), text.getValue()));
        }
        assertEquals(List.of(), FixtureRun.of(files, folder.resolve("scratch")).messages());
        URL classes = folder.resolve("scratch/classes").toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes})) {
            double sum = (double) MethodHandles.publicLookup()
                    .findStatic(loader.loadClass("Program"), "run", MethodType.methodType(double.class))
                    .invoke();
            double steps = 50;
            double step = 50 + 30 + 50 + 15 + 25 + 5;
            double lstm = 50 + 50;
            assertEquals(steps + step + lstm, sum, "the sizes that the page states");
        }
    }
}
