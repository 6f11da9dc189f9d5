// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Origin;
import org.rnnc.dsl.syntax.SourceText;

/** Lines, columns and carets. */
class PlaceTest {
    private static Diagnostic only(Diagnostics diagnostics) {
        assertEquals(1, diagnostics.all().size(), () -> Trees.messages(diagnostics));
        return diagnostics.all().get(0);
    }

    @Test
    void tabsAreOneColumnAndStayTabs() {
        Diagnostic found = only(Trees.mistakes("model M {\n\t\th\t-> 1\n}"));
        assertEquals(2, found.span().line());
        assertEquals(5, found.span().column());
        assertTrue(found.format().contains("\n  2 | \t\th\t-> 1\n    | \t\t \t^^\n"), found.format());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineBreakCounts(String lineBreak) {
        String text = "model M {\n" + "  a = 1\n".repeat(120) + "  b = ) // why\n}\n";
        Diagnostic found = only(Trees.mistakes(text.replace("\n", lineBreak)));
        assertEquals("""
                Test.rnn:122:7: error RNN001: found `)` where a value was expected
                  122 |   b = ) // why
                      |       ^""", found.format());
    }

    /** {@code text} as it stands from line 41 of a Java file, its lines indented by four spaces. */
    private static SourceText textBlock(String text) {
        String before = "line\n".repeat(40) + "    ";
        SourceText host = new SourceText("Spec.java", before + text.replace("\n", "\n    ") + "\n    \"\"\")");
        int[] starts = new int[text.length() + 1];
        int[] ends = new int[text.length()];
        int at = before.length();
        for (int i = 0; i < text.length(); i++) {
            starts[i] = at;
            ends[i] = at + 1;
            at += text.charAt(i) == '\n' ? 5 : 1;
        }
        starts[text.length()] = at;
        return new SourceText("Spec.java", text, Optional.of(new Origin(host, starts, ends)));
    }

    @Test
    void textWithinAJavaFileHasTheLinesAndColumnsOfTheFile() {
        Diagnostics diagnostics = new Diagnostics();
        SpecReader.readInline(textBlock("a = 1\nb 2\nc = (d"), "M", diagnostics);
        assertEquals(
                List.of("Spec.java:42:7", "Spec.java:43:9"),
                diagnostics.all().stream().map(d -> d.span().toString()).toList());
        assertEquals(
                "`)` was expected before the end of the text",
                diagnostics.all().get(1).hint());
        assertTrue(
                diagnostics.all().get(0).format().contains("\n  42 |     b 2\n     |       ^"),
                diagnostics.all().get(0).format());
        Diagnostics other = new Diagnostics();
        SpecReader.readInline(textBlock("c = (d\ne = f"), "M", other);
        assertEquals("`)` was expected before `e` in line 42", only(other).hint());
    }

    @Test
    void aLongLineIsShownInPart() {
        String line = "y = " + "x + ".repeat(100) + "§ z";
        Diagnostic found = only(Trees.mistakes("model M {\n" + line + "\n}"));
        String[] shown = found.format().split("\n");
        assertTrue(shown[1].length() < 200, shown[1]);
        assertEquals('§', shown[1].charAt(shown[2].indexOf('^')));
        assertEquals(405, found.span().column());
    }

    @Test
    void theEndOfTheText() {
        Diagnostics diagnostics = new Diagnostics();
        SpecReader.readInline(new SourceText("Test.rnn", "y =\n"), "M", diagnostics);
        assertEquals("""
                Test.rnn:2:1: error RNN001: found the end of the text where a value was expected
                  2 |\s
                    | ^""", only(diagnostics).format());
    }

    @Test
    void findingsStandInTheOrderOfTheText() {
        List<Integer> starts = Trees.mistakes("model M {\n a b\n c -> d\n e = h[t+1]\n f := 1e999\n").all().stream()
                .map(d -> d.span().start())
                .toList();
        assertEquals(starts.stream().sorted().toList(), starts);
        assertEquals(6, starts.size());
    }
}
