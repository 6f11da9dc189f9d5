// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one has, and is told, who has nothing but the runtime. */
class RuntimeAloneTest {
    /** A model is a small part of an application, and so is its jar: what only some programs need is not in it. */
    private static final long BYTES = 260_000;

    @Test
    void isSmall() throws IOException {
        long bytes = Files.size(Jar.RUNTIME.path());
        assertTrue(bytes < BYTES, bytes + " bytes");
    }

    /** A class that one application has trained and saved is loaded by another one, which answers step by step. */
    @Test
    void isAllThatAModelNeeds(@TempDir Path folder) {
        Sources sources = Sources.ofWave(folder).with("demo/Main.java", """
                package demo;

                import java.nio.file.Path;
                import org.rnnc.runtime.io.ParameterFile;

                public final class Main {
                    public static void main(String[] arguments) throws Exception {
                        Path file = Path.of(arguments[0]);
                        Wave wave = Wave.create(1);
                        Wave.Trainer trainer = wave.newTrainer();
                        float[] x = new float[40 * 16];
                        float[] next = new float[40 * 16];
                        for (int i = 0; i < x.length; i++) {
                            x[i] = (float) Math.sin(i / 16 * 0.3);
                            next[i] = (float) Math.sin((i / 16 + 1) * 0.3);
                        }
                        float first = trainer.train(x, next);
                        for (int i = 0; i < 50; i++) {
                            trainer.train(x, next);
                        }
                        System.out.println(trainer.evaluate(x, next) < first);
                        ParameterFile.save(wave, file);

                        Wave loaded = Wave.create();
                        ParameterFile.load(loaded, file);
                        System.out.println(answer(loaded) == answer(wave));
                    }

                    private static float answer(Wave wave) {
                        Wave.Session session = wave.newSession();
                        Wave.State state = wave.newState();
                        float[] y = new float[1];
                        for (int i = 0; i < 5; i++) {
                            session.step(state, new float[] {i}, y);
                        }
                        return y[0];
                    }
                }
                """);
        String runtime = Jar.RUNTIME.path().toString();
        assertEquals(
                new Command(0, ""),
                sources.compile("-cp", runtime, "-processorpath", Jar.all(), "-Xlint:all,-processing", "-Werror"));
        Command java = Command.java(List.of(
                "-cp",
                Jar.join(sources.classes(), Jar.RUNTIME.path()),
                "demo.Main",
                folder.resolve("wave.safetensors").toString()));
        assertEquals(new Command(0, "true\ntrue\n"), java);
    }

    @Test
    void saysWhoMakesTheClasses() {
        String jar = Jar.RUNTIME.path().getFileName().toString();
        assertEquals("java -jar " + jar, Page.README.inline("java -jar [^`]*"));
        Command java = Command.java(List.of("-jar", Jar.RUNTIME.path().toString()));
        assertEquals(0, java.exit(), java.output());
        assertTrue(
                java.output().startsWith("rnn-runtime " + Jar.RUNTIME.version() + ", runtime interface "),
                java.output());
        for (String help :
                List.of("rnn-processor", "<annotationProcessorPaths>", "annotationProcessor", "-processorpath")) {
            assertTrue(java.output().contains(help), java.output());
        }
    }

    /** Nothing of ours is loaded by javac then: that it is silent is what the README says. */
    @Test
    void javacSaysNothing(@TempDir Path folder) {
        Command javac = Sources.ofWave(folder).compile("-cp", Jar.RUNTIME.path().toString());
        assertTrue(javac.count("cannot find symbol") > 0, javac.output());
        assertEquals(0, javac.count("rnnc"), javac.output());
    }
}
