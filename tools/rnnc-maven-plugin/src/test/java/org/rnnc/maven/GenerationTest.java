// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.diag.Diagnostic;

/** What is made of a folder of specs from build to build. */
class GenerationTest {
    private static final String CELL = "cell twice { input x: vector<m>  output y = %s * x }\n";
    private static final String MODEL = "model %s { input x: vector<3>  output y = x |> %s }\n";
    private static final Generation.Settings SETTINGS =
            new Generation.Settings("rnnc 1", false, StandardCharsets.UTF_8);

    @TempDir
    Path project;

    private Path specs;

    @BeforeEach
    void writeSpecs() throws IOException {
        specs = project.resolve("src/main/rnn");
        write("one/cells.rnn", CELL.formatted("2"));
        write("one/A.rnn", MODEL.formatted("A", "twice"));
        write("two/B.rnn", MODEL.formatted("B", "dense(1)"));
    }

    private void write(String name, String text) throws IOException {
        Path file = specs.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Generation.Outcome run() throws IOException {
        return run(SETTINGS);
    }

    private Generation.Outcome run(Generation.Settings settings) throws IOException {
        return Generation.run(
                new Generation.Folders(
                        specs, project.resolve("sources"), project.resolve("classes"), project.resolve("status/r.txt")),
                settings);
    }

    /** The files below the project but for specs, and when each was written. */
    private Map<String, FileTime> written() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(specs)) {
                    // In the past, so that whatever is written again has another time.
                    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
                    if (!Files.getLastModifiedTime(file).equals(old)) {
                        times.put(project.relativize(file).toString().replace('\\', '/'), old);
                        Files.setLastModifiedTime(file, old);
                    }
                }
            }
        }
        return times;
    }

    private static List<String> codes(Generation.Outcome outcome) {
        return outcome.findings().stream().map(Diagnostic::code).toList();
    }

    @Test
    void nothingIsTouchedWhereNothingChanged() throws IOException {
        assertEquals(3, run().compiled());
        assertEquals(
                Set.of(
                        "sources/one/A.java",
                        "sources/one/A_Engine.java",
                        "sources/two/B.java",
                        "sources/two/B_Engine.java",
                        "status/r.txt"),
                written().keySet());
        Generation.Outcome again = run();
        assertFalse(again.changed());
        assertEquals(Set.of(), written().keySet());
    }

    @Test
    void aSpecThatChangedAlone() throws IOException {
        run();
        written();
        write("two/B.rnn", MODEL.formatted("B", "dense(2)"));
        assertEquals(1, run().compiled());
        assertEquals(
                Set.of("sources/two/B.java", "sources/two/B_Engine.java", "status/r.txt"),
                written().keySet());
    }

    /** Also one that defines what another one had wanted before. */
    @Test
    void whatUsesACellThatChanged() throws IOException {
        run();
        written();
        write("one/cells.rnn", CELL.formatted("3"));
        assertEquals(2, run().compiled());
        assertTrue(written().containsKey("sources/one/A_Engine.java"));
        write("one/more.rnn", CELL.formatted("4"));
        assertEquals(List.of("RNN061"), codes(run()));
        Files.delete(specs.resolve("one/more.rnn"));
        Generation.Outcome mended = run();
        assertEquals(List.of(), codes(mended));
        assertTrue(mended.compiled() > 0);
    }

    @Test
    void aCommentTouchesNoSource() throws IOException {
        run();
        written();
        write("two/B.rnn", "// a word more\n" + MODEL.formatted("B", "dense(1)"));
        assertEquals(1, run().compiled());
        assertEquals(Set.of("status/r.txt"), written().keySet());
    }

    @Test
    void aSpecThatIsGone() throws IOException {
        run();
        for (String name : List.of("B", "B$State", "B_Engine", "Bench")) {
            Path file = project.resolve("classes/two/" + name + ".class");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        written();
        Files.delete(specs.resolve("two/B.rnn"));
        assertEquals(2, run().deleted());
        assertFalse(Files.exists(project.resolve("sources/two")));
        try (Stream<Path> left = Files.list(project.resolve("classes/two"))) {
            assertEquals(
                    List.of("Bench.class"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(Set.of("status/r.txt"), written().keySet());
    }

    @Test
    void theWholeFolderIsGone() throws IOException {
        run();
        for (String name : List.of("one/A.rnn", "one/cells.rnn", "two/B.rnn", "one", "two", "")) {
            Files.delete(specs.resolve(name));
        }
        assertEquals(4, run().deleted());
        assertFalse(run().changed());
    }

    @Test
    void aSourceThatSomebodyChangedOrDeleted() throws IOException {
        run();
        Path engine = project.resolve("sources/one/A_Engine.java");
        String text = Files.readString(engine);
        Files.writeString(engine, "// changed");
        assertEquals(1, run().compiled());
        assertEquals(text, Files.readString(engine));
        Files.delete(engine);
        assertEquals(1, run().compiled());
        assertEquals(text, Files.readString(engine));
    }

    @Test
    void anotherCompilerOrAnotherEngine() throws IOException {
        run();
        assertEquals(
                3,
                run(new Generation.Settings("rnnc 2", false, StandardCharsets.UTF_8))
                        .compiled());
        written();
        run(new Generation.Settings("rnnc 2", true, StandardCharsets.UTF_8));
        assertTrue(written().containsKey("sources/one/A_Vector.java"));
        assertEquals(
                2,
                run(new Generation.Settings("rnnc 2", false, StandardCharsets.UTF_8))
                        .deleted());
    }

    /** All mistakes of all files; the sources of sound ones, and those of a broken one as they were. */
    @Test
    void mistakes() throws IOException {
        run();
        write("one/A.rnn", MODEL.formatted("A", "thrice"));
        write("two/B.rnn", MODEL.formatted("B", "dense(0)"));
        write("three/C.rnn", MODEL.formatted("C", "dense(4)"));
        Generation.Outcome broken = run();
        assertEquals(List.of("RNN031", "RNN042"), codes(broken));
        assertTrue(Files.exists(project.resolve("sources/three/C.java")));
        assertTrue(Files.exists(project.resolve("sources/one/A.java")));
        assertEquals(List.of("RNN031", "RNN042"), codes(run()));
        Files.delete(specs.resolve("one/A.rnn"));
        run();
        assertFalse(Files.exists(project.resolve("sources/one/A.java")));
    }

    /** A cell's mistake is told once, however many models use it. */
    @Test
    void aBrokenCell() throws IOException {
        write("one/cells.rnn", "cell twice { input x: vector<m>  output y = 2 * z }\n");
        write("one/D.rnn", MODEL.formatted("D", "twice"));
        assertEquals(List.of("RNN030"), codes(run()));
    }

    @Test
    void whatNoClassCanBe() throws IOException {
        write("in-valid/E.rnn", MODEL.formatted("E", "dense(1)"));
        write("in-valid-cells/cells.rnn", CELL.formatted("2"));
        write("two/Bad.rnn", "\0");
        write("two/Twin.rnn", MODEL.formatted("B", "dense(1)"));
        Files.write(specs.resolve("two/Latin.rnn"), new byte[] {'/', '/', (byte) 0xE4});
        Generation.Outcome outcome = run();
        assertEquals(
                Set.of("in-valid/E.rnn RNN091", "two/Bad.rnn RNN004", "two/Latin.rnn RNN091", "two/Twin.rnn RNN033"),
                Set.copyOf(outcome.findings().stream()
                        .map(found -> found.span().source().name() + " " + found.code())
                        .toList()));
    }

    /** A model that moves to another file keeps its class. */
    @Test
    void aModelThatMoves() throws IOException {
        run();
        Files.move(specs.resolve("two/B.rnn"), specs.resolve("two/A.rnn"));
        written();
        assertEquals(0, run().deleted());
        assertTrue(Files.exists(project.resolve("sources/two/B.java")));
        assertEquals(Set.of("status/r.txt"), written().keySet());
    }
}
