// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warning where no processor runs, and none where there is no reason for one. */
class UnprocessedTest {
    private static final String WARNING = "warning: no class is made of WaveSpec";
    /** From this version on, javac runs processors of the class path only if it is told to. */
    private static final int PROCESSOR_PATH_ALONE = 23;

    @TempDir
    Path folder;

    private static void assertWarned(Command javac) {
        assertNotEquals(0, javac.exit());
        assertEquals(1, javac.count("no class is made of"), javac.output());
        assertEquals(1, javac.count(WARNING), javac.output());
        for (String help :
                new String[] {Jar.PROCESSOR.coordinates(), "<annotationProcessorPaths>", "annotationProcessor '"}) {
            assertTrue(javac.output().contains(help), javac.output());
        }
        assertTrue(javac.output().contains("WaveSpec.java:5"), javac.output());
    }

    private static void assertSilent(Command javac) {
        assertEquals(new Command(0, ""), javac);
    }

    @Test
    void onTheClassPath() {
        Command javac = Sources.ofWave(folder).compile("-cp", Jar.all());
        if (Runtime.version().feature() >= PROCESSOR_PATH_ALONE) {
            assertWarned(javac);
        } else {
            // javac 21 and 22 have a note of their own.
            assertEquals(0, javac.exit(), javac.output());
            assertFalse(javac.output().contains("no class is made"), javac.output());
        }
    }

    @Test
    void onTheClassPathAndAskedFor() {
        String asked = Runtime.version().feature() >= 21 ? "-proc:full" : "-Xlint";
        assertSilent(Sources.ofWave(folder).compile("-cp", Jar.all(), asked, "-Xlint:-processing"));
        assertSilent(Sources.ofWave(folder)
                .compile("-cp", Jar.all(), "-processor", "org.rnnc.processor.RnnProcessor", "-Xlint:-processing"));
    }

    @Test
    void processingIsOff() {
        assertWarned(Sources.ofWave(folder).compile("-cp", Jar.all(), "-proc:none"));
        assertWarned(Sources.ofWave(folder)
                .compile("-cp", Jar.join(Jar.RUNTIME), "-processorpath", Jar.all(), "-proc:none"));
        // As the compiler plugin of Maven 3.8 calls it.
        assertWarned(Sources.ofWave(folder).compile("-cp", Jar.all(), "-proc:none", "-nowarn"));
    }

    /** The plugin is loaded with whatever else is missing. */
    @Test
    void thePluginAlone() {
        assertWarned(Sources.ofWave(folder).compile("-cp", Jar.join(Jar.PROCESSOR, Jar.RUNTIME), "-proc:none"));
    }

    @Test
    void whatWasGeneratedBefore() {
        Sources sources = Sources.ofWave(folder);
        Path generated = folder.resolve("generated");
        assertSilent(sources.compile(
                "-cp",
                Jar.join(Jar.RUNTIME),
                "-processorpath",
                Jar.all(),
                "-proc:only",
                "-s",
                generated.toFile().mkdirs() ? generated.toString() : ""));
        assertSilent(sources.compile("-cp", Jar.all(), "-proc:none"));
    }

    @Test
    void typesOfOthersThatAreCalledSo() {
        Sources sources = new Sources(folder)
                .with("other/RnnModel.java", "package other;\npublic @interface RnnModel {}\n")
                .with(
                        "demo/A.java",
                        "package demo;\nimport org.rnnc.runtime.annotation.*;\nimport other.RnnModel;\n@RnnModel class A {}\n")
                .with("other/B.java", "package other;\n@RnnModel class B {}\n");
        assertSilent(sources.compile("-cp", Jar.all(), "-proc:none"));
    }

    /** By its whole name, nested, and twice: one warning. */
    @Test
    void whereverItStands() {
        Sources sources = new Sources(folder).with("demo/Outer.java", """
                package demo;

                class Outer {
                    @org.rnnc.runtime.annotation.RnnModel(text = "input x: scalar output y = tanh(x)")
                    interface WaveSpec {}

                    @org.rnnc.runtime.annotation.RnnModel(text = "input x: scalar output y = tanh(x)")
                    interface OtherSpec {}
                }
                """);
        Command javac = sources.compile("-cp", Jar.all(), "-proc:none");
        assertEquals(0, javac.exit(), javac.output());
        assertEquals(1, javac.count("Outer.java:4: " + WARNING + " (and 1 more)"), javac.output());
        assertEquals(1, javac.count("1 warning") + javac.count("no class is made of"), javac.output());
    }
}
