// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;

/**
 * One time axis of a model. Most have one, {@link #TIME}; translation has one of the text and one of its translation. The steps
 * of an axis may also be the nodes of a tree.
 *
 * @param name the name it has in the specification, {@code per word of text}
 * @param window steps of it that a training window has
 * @param tree whether its steps are the nodes of trees, so that {@link Trees} stand where others have lengths
 */
public record AxisSpec(String name, int window, boolean tree) {
    /** What the axis is called that a model has without naming one. */
    public static final String TIME = "time";

    /**
     * Checks the parts.
     *
     * @param name the name it has in the specification, {@code per word of text}
     * @param window steps of it that a training window has
     * @param tree whether its steps are the nodes of trees, so that {@link Trees} stand where others have lengths
     * @throws IllegalArgumentException if {@code window} is below 1
     */
    public AxisSpec {
        Objects.requireNonNull(name, "name");
        if (window < 1) {
            throw new IllegalArgumentException("axis " + name + ": window " + window + " is below 1");
        }
    }

    /**
     * One of steps that come one after the other.
     *
     * @param name the name it has in the specification, {@code per word of text}
     * @param window steps of it that a training window has
     * @throws IllegalArgumentException if {@code window} is below 1
     */
    public AxisSpec(String name, int window) {
        this(name, window, false);
    }
}
