// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;

/**
 * Parameters that belong together, so that one pass over an operand serves all: matrices that multiply the same vector, or
 * one parameter alone.
 *
 * @param role empty for the parameters themselves, else what other matrices these are, in the same order: {@code masked}
 * @param byColumn whether products read columns of the matrices, one for each element of the operand, else rows; a vector
 *     is one column
 * @param transposed what reads them in the other order too: the rows of all members, one below the other
 */
public record Pack(int index, String role, List<Parameter> parameters, boolean byColumn, Transposed transposed) {
    /** What reads matrices in the other order, from the least to all. */
    public enum Transposed {
        NOTHING,
        PRODUCTS,
        LOOK_UPS
    }

    public Pack {
        parameters = List.copyOf(parameters);
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

    /** Other matrices in the same order. */
    Pack as(String other, Transposed readers) {
        return new Pack(index, other, parameters, byColumn, readers);
    }

    /** Whether there is a copy in the other order. */
    public boolean keepsTransposed() {
        return transposed != Transposed.NOTHING;
    }

    public boolean isOfParameters() {
        return role.isEmpty();
    }

    /** Which of the members a parameter is, by its index. */
    public int positionOf(int parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).index() == parameter) {
                return i;
            }
        }
        throw new IllegalArgumentException("parameter " + parameter + " is not in pack " + index);
    }

    /** How many columns the members have, or rows where those are read: all have as many. */
    public int vectors() {
        if (parameters.get(0).shape() instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.columns() : matrix.rows();
        }
        return 1;
    }

    /** How many elements of a member each of its vectors has. */
    public int length(Parameter member) {
        if (member.shape() instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.rows() : matrix.columns();
        }
        return ((Shape.Vector) member.shape()).size();
    }

    public boolean isVector() {
        return parameters.get(0).shape() instanceof Shape.Vector;
    }

    /** The members and how they are read, in a line. */
    public String explain() {
        StringBuilder out = new StringBuilder("pack ").append(index).append(": ");
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            out.append(i == 0 ? "" : ", ")
                    .append(parameter.qualifiedName())
                    .append(' ')
                    .append(parameter.shape());
        }
        if (!isVector()) {
            out.append(byColumn ? ", read by column" : ", read by row");
        }
        return out.append(keepsTransposed() ? ", and by row" : "").toString();
    }
}
