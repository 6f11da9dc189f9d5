// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * Reads text into the syntax tree. Mistakes are reported and read past: the tree then holds what could be read, and
 * {@link Diagnostics#hasErrors()} tells that it is not the whole.
 */
public final class SpecReader {
    private SpecReader() {}

    /** Reads a {@code .rnn} file. */
    public static SpecFile read(SourceText source, Diagnostics diagnostics) {
        SyntaxReport report = new SyntaxReport(source, diagnostics);
        CommonTokenStream tokens = tokens(source, report);
        RnnParser.FileContext file = parser(tokens, report).file();
        SpecFile spec = new TreeBuilder(report, tokens).file(file);
        report.finish();
        return spec;
    }

    /** Reads inline text: own cells, then the body of a model that is called {@code modelName}. */
    public static SpecFile readInline(SourceText source, String modelName, Diagnostics diagnostics) {
        SyntaxReport report = new SyntaxReport(source, diagnostics);
        CommonTokenStream tokens = tokens(source, report);
        RnnParser.InlineFileContext file = parser(tokens, report).inlineFile();
        SpecFile spec = new TreeBuilder(report, tokens).inline(file, modelName);
        report.finish();
        return spec;
    }

    private static CommonTokenStream tokens(SourceText source, SyntaxReport report) {
        return new CommonTokenStream(new ListTokenSource(TokenReader.read(source, report), source.name()));
    }

    private static RnnParser parser(CommonTokenStream tokens, SyntaxReport report) {
        RnnParser parser = new RnnParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(report, tokens));
        return parser;
    }
}
