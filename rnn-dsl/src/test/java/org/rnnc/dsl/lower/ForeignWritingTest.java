// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * What people write who come from other languages, each text with all that is said of it, as recorded. {@code
 * -Dmessages.update=true} writes the answers anew, to be looked at in the diff. A new text goes in at any place, behind
 * {@code ###} and without an answer.
 */
class ForeignWritingTest {
    private static final Path RECORDED = Path.of("src/test/resources/org/rnnc/dsl/messages/written.txt");
    private static final String ENTRY = "### ";
    private static final String ANSWER = "-> ";

    @Test
    void isAnsweredAsRecorded() throws IOException {
        String recorded = Files.readString(RECORDED);
        String now = Arrays.stream(recorded.split("(?m)^" + ENTRY))
                .skip(1)
                .map(ForeignWritingTest::text)
                .map(text -> ENTRY + text + "\n" + answers(text))
                .collect(Collectors.joining());
        if (Boolean.getBoolean("messages.update")) {
            Files.writeString(RECORDED, now);
        }
        assertEquals(recorded, now);
    }

    /** An error without a hint leaves the user alone: those that need none are few. */
    @Test
    void almostAllHaveHints() throws IOException {
        List<String> bare = new ArrayList<>();
        List<String> lines = Files.readAllLines(RECORDED);
        for (int i = 0; i < lines.size(); i++) {
            boolean hint = i + 1 < lines.size() && lines.get(i + 1).contains("hint: ");
            if (lines.get(i).startsWith(ANSWER + "error") && !hint) {
                bare.add(lines.get(i));
            }
        }
        assertTrue(bare.size() <= 2, () -> String.join("\n", bare));
    }

    private static String text(String entry) {
        return entry.lines()
                .takeWhile(line -> !line.startsWith(ANSWER))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String answers(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText("M.rnn", text), diagnostics);
        if (!diagnostics.hasErrors()) {
            SpecCompiler.compile(file, List.of(), diagnostics);
        }
        return diagnostics.all().isEmpty()
                ? ANSWER + "nothing\n"
                : diagnostics.all().stream().map(ForeignWritingTest::answer).collect(Collectors.joining());
    }

    private static String answer(Diagnostic found) {
        String severity = found.severity().name().toLowerCase(Locale.ROOT);
        String at = found.span().line() + ":" + found.span().column();
        return ANSWER + severity + " " + found.code() + " " + at + ": " + found.message() + "\n"
                + (found.hint().isEmpty() ? "" : ANSWER + "  hint: " + found.hint() + "\n");
    }
}
