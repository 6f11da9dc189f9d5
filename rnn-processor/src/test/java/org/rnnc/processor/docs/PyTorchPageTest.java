// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.processor.diagnostics.FixtureRun;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.io.SafetensorsWriter;
import org.rnnc.runtime.tensor.Tensor;

/** The Java of {@code docs/pytorch.md} reads what its Python writes, and writes what that reads. */
class PyTorchPageTest {
    private static final String FRAME = """
            import java.nio.file.Path;
            import org.rnnc.runtime.annotation.*;
            import org.rnnc.runtime.inspection.*;
            import org.rnnc.runtime.io.*;
            import org.rnnc.runtime.model.*;
            import org.rnnc.runtime.random.*;
            import org.rnnc.runtime.tensor.*;

            public final class Program {
                public static void run(Path folder) throws Exception {
            %s
                }
            }
            """;

    /** What {@code state_dict()} of the page's module has. */
    private static final Map<String, int[]> STATE_DICT = new TreeMap<>(Map.of(
            "emb.weight", new int[] {50, 8},
            "rnn.weight_ih_l0", new int[] {48, 8},
            "rnn.weight_hh_l0", new int[] {48, 12},
            "rnn.bias_ih_l0", new int[] {48},
            "rnn.bias_hh_l0", new int[] {48},
            "rnn.weight_ih_l1", new int[] {48, 12},
            "rnn.weight_hh_l1", new int[] {48, 12},
            "rnn.bias_ih_l1", new int[] {48},
            "rnn.bias_hh_l1", new int[] {48},
            "fc.weight", new int[] {5, 12}));

    static {
        STATE_DICT.put("fc.bias", new int[] {5});
    }

    static boolean claims(PageBlocks.Block block) {
        return block.is("pytorch.md", "java");
    }

    private static void write(Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (Map.Entry<String, int[]> named : STATE_DICT.entrySet()) {
            int size = 1;
            for (int length : named.getValue()) {
                size *= length;
            }
            float[][] values = new float[1][size];
            for (int i = 0; i < size; i++) {
                values[0][i] = named.getKey().hashCode() % 1000 + i / 1024f;
            }
            FloatBlock block = new FloatBlock(values, 0, 0, 1, size, false);
            writer.add(named.getKey(), Tensor.of(named.getKey(), named.getValue(), null, block));
        }
        writer.write(file);
    }

    @Test
    void goesBothWays(@TempDir Path folder) throws Throwable {
        List<String> java = PageBlocks.all(PyTorchPageTest::claims).stream()
                .map(PageBlocks.Block::text)
                .toList();
        String statements = java.stream().skip(1).collect(Collectors.joining("\n"));
        Map<String, Path> files = Map.of(
                "TaggerSpec.java", Files.writeString(folder.resolve("TaggerSpec.java"), java.get(0)),
                "Program.java", Files.writeString(folder.resolve("Program.java"), FRAME.formatted(statements)));
        assertEquals("", FixtureRun.of(files, folder.resolve("scratch")).text());
        Path there = folder.resolve("tagger.safetensors");
        write(there);
        URL classes = folder.resolve("scratch/classes").toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes})) {
            MethodHandles.publicLookup()
                    .findStatic(loader.loadClass("Program"), "run", MethodType.methodType(void.class, Path.class))
                    .invoke(folder);
        }
        Safetensors before = Safetensors.read(there);
        Safetensors after = Safetensors.read(folder.resolve("back.safetensors"));
        assertEquals(STATE_DICT.keySet(), new TreeSet<>(after.names()));
        for (String name : STATE_DICT.keySet()) {
            assertArrayEquals(before.shape(name), after.shape(name));
            assertArrayEquals(before.values(name), after.values(name), name);
        }
    }
}
