// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of sources, and javac upon it. */
record Sources(Path root) {
    static final String WAVE_SPEC = """
            package demo;

            import org.rnnc.runtime.annotation.RnnModel;

            @RnnModel(file = "Wave.rnn")
            interface WaveSpec {}
            """;
    static final String WAVE = """
            /** The next value of a noisy sine. */
            model Wave {
              input  x: scalar
              output y = x |> lstm(16) |> dense(1)
              loss   mse(y)
              train { window 40; batch 16; optimizer adam(rate = 5e-3); clip norm 1 }
            }
            """;
    static final String MAIN = """
            package demo;

            public final class Main {
                public static void main(String[] arguments) {
                    System.out.println("parameters: " + Wave.create(1).parameterCount());
                }
            }
            """;

    /** A model in a file, and a program that uses it. */
    static Sources ofWave(Path root) {
        return new Sources(root)
                .with("demo/WaveSpec.java", WAVE_SPEC)
                .with("demo/Wave.rnn", WAVE)
                .with("demo/Main.java", MAIN);
    }

    Sources with(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path classes() {
        return root.resolve("classes");
    }

    /** Compiles all there is. */
    Command compile(String... options) {
        List<String> arguments = new ArrayList<>(List.of("-d", classes().toString()));
        arguments.addAll(List.of("-sourcepath", root.toString()));
        arguments.addAll(List.of(options));
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".java") && !file.startsWith(classes()))
                    .map(Path::toString)
                    .sorted()
                    .forEach(arguments::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Command.javac(arguments);
    }
}
