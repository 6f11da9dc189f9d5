// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.NearestName;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.parse.token.TokenKinds;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Turns the parser's types into {@link TypeSyntax}. */
final class TypeBuilder {
    private static final String ALL = "the types are scalar, vector<n>, matrix<n, m> and token<n>";

    private final SyntaxErrors report;
    private final ExpressionBuilder expressions;

    TypeBuilder(SyntaxErrors report, ExpressionBuilder expressions) {
        this.report = report;
        this.expressions = expressions;
    }

    /** The type, or nothing, reported, for what is none. */
    Optional<TypeSyntax> read(RnnParser.TypeContext context) {
        String word = context.name().getText();
        SourceSpan span = expressions.span(context);
        List<Expr> sizes = context.expression().stream().map(expressions::visit).toList();
        if (!TokenKinds.TYPES.contains(word)) {
            reportUnknown(context.name(), word);
            return Optional.empty();
        }
        if (sizes.size() != sizesOf(word)) {
            reportSizes(word, sizes.size(), span);
            return Optional.empty();
        }
        return Optional.of(
                switch (word) {
                    case "vector" -> new TypeSyntax.VectorType(sizes.get(0), span);
                    case "matrix" -> new TypeSyntax.MatrixType(sizes.get(0), sizes.get(1), span);
                    case "token" -> new TypeSyntax.TokenType(sizes.get(0), span);
                    default -> new TypeSyntax.ScalarType(span);
                });
    }

    private void reportUnknown(RnnParser.NameContext name, String word) {
        String hint = NearestName.same(word, TokenKinds.TYPES)
                .map(TypeBuilder::meant)
                .or(() -> Foreign.hint(Foreign.Place.TYPE, word))
                .or(() -> NearestName.of(word, TokenKinds.TYPES).map(TypeBuilder::meant))
                .orElse(ALL);
        report.error(Code.BAD_TYPE, expressions.span(name), "`" + word + "` is not a type", hint);
    }

    private static String meant(String near) {
        return "did you mean `" + near + "`?";
    }

    private void reportSizes(String word, int found, SourceSpan span) {
        String message = "`" + word + "` takes " + count(sizesOf(word)) + ", not " + (found == 0 ? "none" : found);
        String hint = switch (word) {
            case "vector" ->
                found >= 2
                        ? "the numbers of one step are a vector<n>; the steps are not in the type. A param with rows and columns is a matrix<n, m>"
                        : "vector<n>";
            case "matrix" -> "matrix<rows, columns>, where rows is the size of the result";
            case "token" -> "token<n>, where n is the number of different symbols";
            default -> "several numbers per step are a vector<n>";
        };
        report.error(Code.BAD_TYPE, span, message, hint);
    }

    private static int sizesOf(String word) {
        return switch (word) {
            case "scalar" -> 0;
            case "matrix" -> 2;
            default -> 1;
        };
    }

    private static String count(int sizes) {
        return switch (sizes) {
            case 0 -> "no size";
            case 1 -> "one size";
            default -> "two sizes";
        };
    }
}
