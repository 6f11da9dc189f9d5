// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * A trained matrix or vector.
 *
 * @param layer the layer it belongs to, such as {@code rnn}
 * @param name its name in the cell, such as {@code Wx}
 * @param fileName the last part of the name of its tensor; parameters of a layer that share it are stacked, in order,
 *     along the first dimension
 * @param shape a {@link Shape.Matrix} or {@link Shape.Vector}
 */
public record Parameter(int index, String layer, String name, String fileName, Shape shape, Start start) {
    /** {@code rnn.Wx}. */
    public String qualifiedName() {
        return layer + "." + name;
    }

    /** The name of the logical tensor this is (a part of): {@code rnn.weight_ih}. */
    public String tensorName() {
        return layer + "." + fileName;
    }
}
