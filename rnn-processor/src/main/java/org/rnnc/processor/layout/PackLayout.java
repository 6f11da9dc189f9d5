// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * How a pack, and whatever has its order, is kept: side by side in arrays, one for each column of the matrices (it holds
 * that column of all of them) or for each row; a vector is a single array.
 *
 * @param offsets where each member begins in every array
 * @param arrays how many arrays
 * @param width length of each, padded
 */
public record PackLayout(Pack pack, List<Integer> offsets, int arrays, int width) {
    public PackLayout {
        offsets = List.copyOf(offsets);
    }

    public int offsetOf(Parameter parameter) {
        return offsets.get(pack.positionOf(parameter.index()));
    }

    /** The row of the transposed copy that a matrix begins at. */
    public int transposedOffsetOf(Parameter parameter) {
        return rows(pack.parameters().subList(0, pack.positionOf(parameter.index())));
    }

    /** How many rows the transposed copy has: those of all members, one below the other. */
    public int transposedRows() {
        return rows(pack.parameters());
    }

    private static int rows(List<Parameter> members) {
        return members.stream()
                .mapToInt(member -> ((Shape.Matrix) member.shape()).rows())
                .sum();
    }

    /** The members with their places, in a line. */
    public String explain() {
        StringBuilder out = new StringBuilder("pack ").append(pack.index()).append(": ");
        out.append(arrays).append(arrays == 1 ? " array of " : " arrays of ").append(width);
        if (!pack.isVector()) {
            out.append(pack.byColumn() ? ", one a column" : ", one a row");
        }
        out.append(pack.keepsTransposed() ? ", and a copy in the other order" : "");
        for (int i = 0; i < offsets.size(); i++) {
            Parameter parameter = pack.parameters().get(i);
            out.append(i == 0 ? ": " : ", ")
                    .append(parameter.qualifiedName())
                    .append(' ')
                    .append(parameter.shape());
            out.append(" at ").append(offsets.get(i));
        }
        return out.toString();
    }
}
