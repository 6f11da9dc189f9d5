// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Reads declared types in the scope of one cell instance. */
public final class TypeReader {
    private final Sizes sizes;
    private final ErrorReporter report;
    private final Placeholders placeholders;

    public TypeReader(Scope scope, ErrorReporter report, Placeholders placeholders) {
        this.sizes = new Sizes(scope, report, placeholders);
        this.report = report;
        this.placeholders = placeholders;
    }

    public Optional<Type> read(TypeSyntax syntax) {
        if (syntax instanceof TypeSyntax.VectorType vector) {
            return sizes.size(vector.size()).map(Type.Vector::new);
        }
        if (syntax instanceof TypeSyntax.TokenType token) {
            return sizes.size(token.count()).map(Type.Token::new);
        }
        if (syntax instanceof TypeSyntax.MatrixType matrix) {
            Optional<Dim> rows = sizes.size(matrix.rows());
            Optional<Dim> columns = sizes.size(matrix.columns());
            return rows.flatMap(r -> columns.flatMap(c -> matrix(matrix, r, c)));
        }
        return Optional.of(Type.SCALAR);
    }

    private Optional<Type> matrix(TypeSyntax.MatrixType syntax, Dim rows, Dim columns) {
        long padded = roundUp(rows.value()) * roundUp(columns.value());
        if (padded <= Limits.MAX_ELEMENTS) {
            return Optional.of(new Type.Matrix(rows, columns));
        }
        if (placeholders.areUsed()) {
            placeholders.leaveOpen();
        } else {
            report.error(
                    Code.BAD_SIZE,
                    syntax.span(),
                    "a matrix<" + rows + ", " + columns + "> has more elements than a Java array holds",
                    "");
        }
        return Optional.empty();
    }

    private static long roundUp(int size) {
        return (size + 15L) / 16 * 16;
    }
}
