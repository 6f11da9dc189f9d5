// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds by Maven: what the README says to paste, and what users do instead. */
class MavenTest {
    private static final String DEPENDENCY_END = "</dependency>\n";
    private static final String IMPORT = "import org.rnnc.runtime.annotation.*;\n";

    @TempDir
    Path project;

    private Sources sources() {
        return new Sources(project.resolve("src/main/java"));
    }

    static String dependency() {
        String block = Page.README.block("xml", "annotationProcessorPaths");
        return block.substring(0, block.indexOf(DEPENDENCY_END) + DEPENDENCY_END.length());
    }

    static String plugin() {
        String block = Page.README.block("xml", "annotationProcessorPaths");
        return block.substring(block.indexOf("<plugin>"));
    }

    @ParameterizedTest
    @EnumSource(names = "NEWEST_4", mode = EnumSource.Mode.EXCLUDE)
    void whatTheReadmeSays(Maven maven) throws Exception {
        String use = Page.README.block("java", "CharRnn model = ");
        sources()
                .with("CharRnn.rnn", Page.README.block("rnn", "model CharRnn"))
                .with("CharRnnSpec.java", IMPORT + Page.README.inline("@RnnModel\\(file = \"CharRnn.rnn\"\\)[^`]*"))
                .with("WeatherSpec.java", IMPORT + Page.README.block("java", "@RnnModel(text"))
                .with(
                        "Use.java",
                        "class Use {\n    void use(int[] characters, int[] charactersOneFurtherOn, int character) {\n"
                                + use + "    }\n}\n")
                .with("Main.java", """
                        public final class Main {
                            public static void main(String[] arguments) {
                                new Use().use(new int[25], new int[25], 1);
                                System.out.println(Weather.create(1).parameterCount());
                            }
                        }
                        """);
        Command built = maven.compile(project, dependency(), plugin());
        assertEquals(0, built.exit(), built.output());
        assertEquals(0, built.count("WARN"), built.output());
        String path = Jar.join(project.resolve("target/classes"), Jar.RUNTIME.path());
        assertEquals(new Command(0, "2185\n"), Command.java(List.of("-cp", path, "Main")));
    }

    /** The lines of docs/builds.md, and of what {@code rnnc new} writes: nothing is warned of, mistakes are shown as ever. */
    @ParameterizedTest
    @EnumSource(names = "NEWEST_4", mode = EnumSource.Mode.EXCLUDE)
    void aJavacOfItsOwn(Maven maven) throws Exception {
        Sources sources = Sources.ofWave(sources().root());
        String lines = Page.BUILDS.block("xml", "<fork>");
        String plugin = plugin().replace("<configuration>\n", "<configuration>\n" + lines);
        Command built = maven.compile(project, dependency(), plugin);
        assertEquals(0, built.exit(), built.output());
        assertEquals(0, built.count("WARN"), built.output());
        assertTrue(Files.exists(project.resolve("target/classes/demo/Wave.class")));
        sources.with("demo/Wave.rnn", Sources.WAVE.replace("lstm(16)", "lstn(16)"));
        Command broken = maven.build(project, dependency(), plugin, "clean", "compile");
        assertTrue(broken.exit() != 0, broken.output());
        assertTrue(broken.count("demo/Wave.rnn:4:19: error RNN031") > 0, broken.output());
        assertTrue(broken.count("hint: did you mean `lstm`?") > 0, broken.output());
    }

    /** The processor is a dependency, as many write it: from JDK 23 on, no processor runs, and that is said. */
    @Test
    void theProcessorAsADependency() throws Exception {
        Sources.ofWave(sources().root());
        String provided = dependency()
                + dependency()
                        .replace("rnn-runtime", "rnn-processor")
                        .replace(DEPENDENCY_END, "<scope>provided</scope></dependency>\n");
        String plugin = plugin().replaceAll("(?s)<annotationProcessorPaths>.*</annotationProcessorPaths>", "");
        Command built = Maven.AT_HAND.compile(project, provided, plugin);
        if (Runtime.version().feature() < 23) {
            assertEquals(0, built.exit(), built.output());
            assertEquals(0, built.count("no class is made"), built.output());
        } else {
            assertTrue(built.exit() != 0, built.output());
            assertEquals(1, built.count("no class is made of WaveSpec"), built.output());
            assertTrue(built.output().contains(Jar.PROCESSOR.coordinates()), built.output());
        }
    }
}
