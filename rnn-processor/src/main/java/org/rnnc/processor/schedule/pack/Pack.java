// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;

/**
 * Parameters that are stored together, side by side in the same arrays, so that one pass over an operand serves all.
 *
 * @param role empty for the parameters themselves, else what other matrices these are, in the same layout: {@code masked}
 * @param byColumn one array per column of the matrices (each holds that column of all of them), else one per row;
 *     a vector is a single array
 * @param offsets where each parameter begins in every array
 * @param arrays how many arrays
 * @param width length of each, padded
 * @param mirrored whether a copy in the other order is kept, for products with the transpose: the rows of all members,
 *     one below the other
 */
public record Pack(
        int index,
        String role,
        List<Parameter> parameters,
        boolean byColumn,
        List<Integer> offsets,
        int arrays,
        int width,
        boolean mirrored) {
    public Pack {
        parameters = List.copyOf(parameters);
        offsets = List.copyOf(offsets);
    }

    /** One of the same number in the same role is the same: what hashes packs does not go through their members. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Pack pack && pack.index == index && pack.role.equals(role);
    }

    @Override
    public int hashCode() {
        return 31 * index + role.hashCode();
    }

    /** Other matrices in the same layout. */
    Pack as(String other, boolean withMirror) {
        return new Pack(index, other, parameters, byColumn, offsets, arrays, width, withMirror);
    }

    public boolean isOfParameters() {
        return role.isEmpty();
    }

    public int offsetOf(int parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).index() == parameter) {
                return offsets.get(i);
            }
        }
        throw new IllegalArgumentException("parameter " + parameter + " is not in pack " + index);
    }

    /** The row of the mirror that a matrix begins at. */
    public int mirrorOffsetOf(int parameter) {
        int offset = 0;
        for (Parameter member : parameters) {
            if (member.index() == parameter) {
                return offset;
            }
            offset += ((Shape.Matrix) member.shape()).rows();
        }
        throw new IllegalArgumentException("parameter " + parameter + " is not in pack " + index);
    }

    /** How many rows the mirror has. */
    public int mirrorRows() {
        return parameters.stream()
                .mapToInt(member -> ((Shape.Matrix) member.shape()).rows())
                .sum();
    }

    /** The members with their places, in a line. */
    public String explain() {
        StringBuilder out = new StringBuilder("pack ").append(index).append(": ");
        out.append(arrays).append(arrays == 1 ? " array of " : " arrays of ").append(width);
        if (!isVector()) {
            out.append(byColumn ? ", one a column" : ", one a row");
        }
        out.append(mirrored ? ", and a copy in the other order" : "");
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            out.append(i == 0 ? ": " : ", ")
                    .append(parameter.qualifiedName())
                    .append(' ')
                    .append(parameter.shape());
            out.append(" at ").append(offsets.get(i));
        }
        return out.toString();
    }

    public boolean isVector() {
        return parameters.get(0).shape() instanceof Shape.Vector;
    }
}
