// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * What sequences have steps along, such as the words of a text and those of its translation. A sequence has a length of its
 * own along each axis.
 *
 * @param index its place among the axes of a graph
 */
public record Axis(int index, String name) {
    /** That of a model which names none: it has no other. */
    public static final Axis TIME = new Axis(0, "time");

    /** {@code what} there is along this axis; with its name where there may be others. */
    public String qualify(String what) {
        return equals(TIME) ? what : what + " of " + name;
    }
}
