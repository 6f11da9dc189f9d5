// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;

/**
 * One time axis of a model. Most have one, {@link #TIME}; translation has one of the text and one of its translation.
 *
 * @param name the name it has in the specification, {@code per word of text}
 * @param window steps of it that a training window has
 */
public record AxisSpec(String name, int window) {
    /** What the axis is called that a model has without naming one. */
    public static final String TIME = "time";

    /**
     * Checks the parts.
     *
     * @param name the name it has in the specification, {@code per word of text}
     * @param window steps of it that a training window has
     * @throws IllegalArgumentException if {@code window} is below 1
     */
    public AxisSpec {
        Objects.requireNonNull(name, "name");
        if (window < 1) {
            throw new IllegalArgumentException("axis " + name + ": window " + window + " is below 1");
        }
    }
}
