// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.function.BiFunction;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.recovery.ErrorRecovery;
import org.rnnc.dsl.parse.repair.TokenReader;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * Reads text into the syntax tree. Mistakes are reported and read past: the tree then holds what could be read, and
 * {@link Diagnostics#hasErrors()} tells that it is not the whole.
 */
public final class SpecReader {
    /** Longer texts are refused: a model of this size was not written by anybody. */
    public static final int LONGEST_TEXT = 1 << 20;

    private SpecReader() {}

    /** Reads a {@code .rnn} file. */
    public static SpecFile read(SourceText source, Diagnostics diagnostics) {
        return read(source, diagnostics, (parser, builder) -> builder.file(parser.file()));
    }

    /** Reads inline text: own cells, then the body of a model that is called {@code modelName}. */
    public static SpecFile readInline(SourceText source, String modelName, Diagnostics diagnostics) {
        return read(source, diagnostics, (parser, builder) -> builder.inline(parser.inlineFile(), modelName));
    }

    private static SpecFile read(
            SourceText source, Diagnostics diagnostics, BiFunction<RnnParser, TreeBuilder, SpecFile> reading) {
        SyntaxErrors report = new SyntaxErrors(source, diagnostics);
        CommonTokenStream tokens = tokens(source, report);
        SpecFile file = reading.apply(parser(tokens, report), new TreeBuilder(report, tokens));
        report.finish();
        return file;
    }

    private static CommonTokenStream tokens(SourceText source, SyntaxErrors report) {
        SourceText readable = source;
        if (source.text().length() > LONGEST_TEXT) {
            report.error(
                    Code.TOO_LONG,
                    new SourceSpan(source, 0, 0),
                    "this text has " + source.text().length() + " characters; at most " + LONGEST_TEXT + " are read",
                    "");
            readable = new SourceText(source.name(), "");
        }
        return new CommonTokenStream(new ListTokenSource(TokenReader.read(readable, report), source.name()));
    }

    private static RnnParser parser(CommonTokenStream tokens, SyntaxErrors report) {
        RnnParser parser = new RnnParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new ErrorRecovery(report, tokens));
        return parser;
    }
}
