// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.parse.repair.TokenReader;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;

/**
 * Gives a {@code .rnn} file its canonical layout: two spaces of indentation, a statement a line, spaces around signs,
 * comments kept. Done again, it changes nothing; and what the text means it never changes.
 */
public final class SpecFormatter {
    private SpecFormatter() {}

    /** The text as it should be; empty if it has syntax errors, which are reported. */
    public static Optional<String> format(SourceText source, Diagnostics diagnostics) {
        // A file has one kind of line breaks: that of its first line.
        String separator = separator(source.text());
        SourceText text = new SourceText(source.name(), source.text().replaceAll("\r\n?", "\n"));
        Diagnostics found = new Diagnostics();
        SpecFile spec = SpecReader.read(source, found);
        found.all().forEach(diagnostics::add);
        if (found.hasErrors()) {
            return Optional.empty();
        }
        Optional<String> formatted = layOut(text);
        String mistake = formatted.map(result -> difference(spec, result)).orElse("it cannot be read");
        if (!mistake.isEmpty()) {
            diagnostics.error(
                    Code.INTERNAL.id(),
                    new SourceSpan(source, 0, 0),
                    "the formatter failed on this file, which stays as it is: " + mistake,
                    "this is a mistake of rnnc; please report it");
            return Optional.empty();
        }
        return formatted.map(result -> result.replace("\n", separator));
    }

    private static String separator(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.startsWith("\r\n", end) ? "\r\n" : "\n";
    }

    private static Optional<String> layOut(SourceText text) {
        List<CommonToken> cut = TokenReader.cut(text);
        CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(cut, text.name()));
        RnnParser parser = new RnnParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return Optional.of(LayoutWriter.write(tokens, parser.file()));
        } catch (ParseCancellationException e) {
            return Optional.empty();
        }
    }

    /** What the layout changed; nothing, or it is not handed out. */
    private static String difference(SpecFile before, String after) {
        Diagnostics found = new Diagnostics();
        SpecFile read = SpecReader.read(new SourceText(before.source().name(), after), found);
        if (found.hasErrors()) {
            return found.all().get(0).format();
        }
        return SpecPrinter.print(read).equals(SpecPrinter.print(before)) ? "" : "it would not mean the same";
    }
}
