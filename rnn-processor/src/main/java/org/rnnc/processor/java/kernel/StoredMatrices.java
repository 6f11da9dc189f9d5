// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;

/** What matrices side by side are together: their shape as it is stored, since others that are stored so share a method. */
public final class StoredMatrices {
    private final EmissionContext context;

    public StoredMatrices(EmissionContext context) {
        this.context = context;
    }

    /** How a method is called that works on them. */
    public String name(String verb, List<Node> matrices, boolean byColumn) {
        Shape.Matrix together = shape(matrices, byColumn);
        return verb + "_" + together.rows() + "x" + together.columns();
    }

    /** @param byColumn whether loops run along columns, which are padded, or along rows, which are then */
    public Shape.Matrix shape(List<Node> matrices, boolean byColumn) {
        int rows = matrices.stream()
                .mapToInt(matrix -> matrix.matrix().rows())
                .map(length -> byColumn ? context.padded(length) : length)
                .sum();
        int columns = matrices.get(0).matrix().columns();
        return new Shape.Matrix(rows, byColumn ? columns : context.padded(columns));
    }
}
