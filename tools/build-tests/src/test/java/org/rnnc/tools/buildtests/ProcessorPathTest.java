// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** javac with the processor on the processor path: all of it, or not. */
class ProcessorPathTest {
    @TempDir
    Path folder;

    private Command compile(String processorPath, String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(
                new String[] {"-cp", Jar.RUNTIME.path().toString(), "-processorpath", processorPath}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return Sources.ofWave(folder).compile(all);
    }

    @Test
    void allOfIt() {
        Command javac = compile(Jar.all(), "-Xlint:all,-processing");
        assertEquals(new Command(0, ""), javac);
        Command java =
                Command.java(List.of("-cp", Jar.join(folder.resolve("classes"), Jar.RUNTIME.path()), "demo.Main"));
        assertEquals("parameters: 1233", java.output().strip());
    }

    @ParameterizedTest
    @EnumSource(names = "PROCESSOR", mode = EnumSource.Mode.EXCLUDE)
    void withoutOneOfTheJars(Jar missing) {
        assertNamed(compile(Jar.allBut(missing)), missing.coordinates() + " is missing beside");
    }

    @Test
    void theProcessorsJarAlone() {
        Command javac = compile(Jar.join(Jar.PROCESSOR));
        assertNamed(javac, "are missing beside");
        for (Jar missing : Jar.values()) {
            assertTrue(javac.output().contains(missing.coordinates()), javac.output());
        }
    }

    /** Said once however many types there are, as a mistake of the build and not of rnnc. */
    private static void assertNamed(Command javac, String message) {
        assertNotEquals(0, javac.exit());
        assertEquals(1, javac.count("error: rnnc cannot run: "), javac.output());
        assertEquals(1, javac.count(message), javac.output());
        assertEquals(1, javac.count("hint: "), javac.output());
        for (String wrong :
                new String[] {"NoClassDefFoundError", "RNN099", "mistake of rnnc", "\tat ", "does not run here"}) {
            assertFalse(javac.output().contains(wrong), javac.output());
        }
    }

    @Test
    void nothingIsSaidWhereThereIsNoModel() {
        Sources sources = new Sources(folder)
                .with("demo/Main.java", Sources.MAIN.replace("Wave.create(1).parameterCount()", "1"));
        assertEquals(
                new Command(0, ""),
                sources.compile("-cp", Jar.join(Jar.RUNTIME), "-processorpath", Jar.join(Jar.PROCESSOR)));
    }

    // ---- versions --------------------------------------------------------------------------------------------------

    /** The jar with one file changed. */
    private Path changed(Jar jar, String name, UnaryOperator<byte[]> change) throws IOException {
        Path copy = folder.resolve(jar.path().getFileName());
        try (JarFile in = new JarFile(jar.path().toFile());
                OutputStream file = Files.newOutputStream(copy);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream stream = in.getInputStream(entry)) {
                    byte[] bytes = stream.readAllBytes();
                    out.write(entry.getName().equals(name) ? change.apply(bytes) : bytes);
                }
            }
        }
        return copy;
    }

    @Test
    void theLanguageOfAnotherVersion() throws IOException {
        Path other = changed(
                Jar.DSL,
                "org/rnnc/dsl/version.properties",
                bytes -> "version=0.0.7\n".getBytes(StandardCharsets.ISO_8859_1));
        assertNamed(
                compile(Jar.join(other) + File.pathSeparator + Jar.allBut(Jar.DSL)),
                "rnn-dsl 0.0.7 stands beside rnn-processor " + Jar.PROCESSOR.version());
    }

    /** A runtime of another interface among the dependencies, compiled for this test. */
    @Test
    void aRuntimeOfAnotherVersion() throws IOException {
        Sources other = new Sources(Files.createDirectories(folder.resolve("other")))
                .with(
                        "org/rnnc/runtime/generated/Abi.java",
                        "package org.rnnc.runtime.generated;\npublic class Abi { public static final int VERSION = 77; }\n");
        assertEquals(new Command(0, ""), other.compile());
        Command javac = Sources.ofWave(folder.resolve("user"))
                .compile("-cp", Jar.join(other.classes(), Jar.RUNTIME.path()), "-processorpath", Jar.all());
        assertNamed(javac, "and rnn-runtime here has 77");
    }

    /** As another processor may bring it along. */
    @Test
    void anOldAntlr() throws IOException {
        Sources old = new Sources(Files.createDirectories(folder.resolve("old")))
                .with(
                        "org/antlr/v4/runtime/RuntimeMetaData.java",
                        "package org.antlr.v4.runtime;\n"
                                + "public class RuntimeMetaData { public static final String VERSION = \"4.7.2\"; }\n");
        assertEquals(new Command(0, ""), old.compile());
        assertNamed(
                compile(old.classes() + File.pathSeparator + Jar.all()),
                "antlr4-runtime 4.7.2 is too old for rnn-processor");
    }
}
