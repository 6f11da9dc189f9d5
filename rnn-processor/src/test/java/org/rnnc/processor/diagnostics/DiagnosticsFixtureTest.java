// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.diagnostics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.processor.support.JavaCompilers;

/**
 * Each fixture's messages to the last caret, and that its mend is sound. {@code -Ddiagnostics.update=true} writes the
 * expectations and {@code docs/diagnostics.md} anew, to be looked at in the diff.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiagnosticsFixtureTest {
    private static final boolean UPDATE = Boolean.getBoolean("diagnostics.update");

    /** {@link Code#INTERNAL} is a mistake of ours; a text of a megabyte or of 51 mistakes is no reading matter. */
    private static final Set<Code> WITHOUT_FIXTURE = EnumSet.of(Code.INTERNAL, Code.TOO_LONG, Code.TOO_MANY);

    static List<Fixture> fixtures() throws IOException {
        return Fixture.all();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("fixtures")
    void saysWhatIsExpected(Fixture fixture, @TempDir Path scratch) throws IOException {
        FixtureRun run = FixtureRun.of(fixture.input(), scratch);
        if (UPDATE) {
            Files.writeString(fixture.expected(), run.text());
        }
        assertTrue(
                Files.exists(fixture.expected()), () -> "there is no " + fixture.expected() + "; it would be\n" + run);
        assertAll(
                () -> assertEquals(Fixture.text(fixture.expected()), run.text()),
                () -> assertEquals(fixture.errors(), run.errors(), run.text()),
                () -> assertTrue(run.text().contains(" " + fixture.code() + ": "), run.text()));
    }

    @Order(2)
    @ParameterizedTest
    @MethodSource("fixtures")
    void isMended(Fixture fixture, @TempDir Path scratch) throws IOException {
        assertFalse(fixture.changed().isEmpty(), "nothing is changed");
        assertEquals("", FixtureRun.of(fixture.mend(), scratch).text());
    }

    static List<Fixture> javaFixtures() throws IOException {
        return Fixture.all().stream().filter(Fixture::isJava).toList();
    }

    /** The same words as under javac; where a text stands in the Java file, javac's own trees alone tell. */
    @Order(3)
    @ParameterizedTest
    @MethodSource("javaFixtures")
    void soDoesEclipse(Fixture fixture, @TempDir Path scratch) throws IOException {
        FixtureRun run = FixtureRun.of(fixture.input(), scratch.resolve("input"), JavaCompilers.ECJ);
        assertAll(
                () -> assertEquals(
                        withoutPlaces(Fixture.text(fixture.expected())), withoutPlaces(run.text()), run.text()),
                () -> assertEquals(fixture.errors(), run.errors(), run.text()),
                () -> assertEquals(
                        "",
                        FixtureRun.of(fixture.mend(), scratch.resolve("mend"), JavaCompilers.ECJ)
                                .text()));
    }

    @Test
    void eachCodeHasAFixture() throws IOException {
        Set<String> covered = fixtures().stream().map(Fixture::code).collect(Collectors.toSet());
        List<Code> bare = EnumSet.complementOf(EnumSet.copyOf(WITHOUT_FIXTURE)).stream()
                .filter(code -> !covered.contains(code.id()))
                .toList();
        assertEquals(List.of(), bare);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thePageIsWhatTheFixturesSay() throws IOException {
        String page = DiagnosticsPage.of(fixtures());
        if (UPDATE) {
            Files.writeString(DiagnosticsPage.FILE, page);
        }
        assertEquals(page, Files.readString(DiagnosticsPage.FILE), "docs/diagnostics.md is not up to date");
    }

    /** Without lines and what is shown of them, where they are those of a text in a Java file. */
    private static String withoutPlaces(String said) {
        if (!said.contains("WeatherSpec.text:") && !said.contains("WeatherSpec.java:6:")) {
            return said;
        }
        return said.replaceAll("WeatherSpec\\.(text|java):\\d+:\\d+: ", "")
                .replaceAll("line \\d+", "line")
                .replaceAll("(?m)^ +\\d* \\| *", "");
    }
}
