// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.Objects;

/**
 * One input, output or target of a model.
 *
 * @param name the name it has in the specification
 * @param kind numbers or tokens
 * @param size for {@link Kind#VECTOR} the numbers per datum; for {@link Kind#TOKEN} how many distinct tokens there are
 *     (each datum is then one {@code int} in {@code [0, size)})
 * @param perStep true when there is a datum for each time step, false when there is one per sequence
 * @param axis along which the steps are; empty when there is one datum per sequence
 * @param over of a value for each step of two axes the second one, so that there is a datum for each step of {@code axis} and
 *     each of this; else empty
 */
public record DataSpec(String name, Kind kind, int size, boolean perStep, String axis, String over) {
    /** What a datum is made of. */
    public enum Kind {
        /** {@code size} numbers, float or double by the model's precision. */
        VECTOR,
        /** One {@code int}. */
        TOKEN
    }

    /**
     * Checks the parts.
     *
     * @param name the name it has in the specification
     * @param kind numbers or tokens
     * @param size for {@link Kind#VECTOR} the numbers per datum; for {@link Kind#TOKEN} how many distinct tokens there are (each datum is then one {@code int} in {@code [0, size)})
     * @param perStep true when there is a datum for each time step, false when there is one per sequence
     * @param axis along which the steps are; empty when there is one datum per sequence
     * @param over of a value for each step of two axes the second one; else empty
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    public DataSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(axis, "axis");
        Objects.requireNonNull(over, "over");
        if (size < 1) {
            throw new IllegalArgumentException("datum " + name + ": size " + size + " is below 1");
        }
    }

    /**
     * Of steps along one axis.
     *
     * @param name the name it has in the specification
     * @param kind numbers or tokens
     * @param size for {@link Kind#VECTOR} the numbers per datum; for {@link Kind#TOKEN} how many distinct tokens there are
     * @param perStep true when there is a datum for each time step, false when there is one per sequence
     * @param axis along which the steps are; empty when there is one datum per sequence
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    public DataSpec(String name, Kind kind, int size, boolean perStep, String axis) {
        this(name, kind, size, perStep, axis, "");
    }

    /**
     * Of a model that names no axis.
     *
     * @param name the name it has in the specification
     * @param kind numbers or tokens
     * @param size for {@link Kind#VECTOR} the numbers per datum; for {@link Kind#TOKEN} how many distinct tokens there are
     * @param perStep true when there is a datum for each time step, false when there is one per sequence
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    public DataSpec(String name, Kind kind, int size, boolean perStep) {
        this(name, kind, size, perStep, perStep ? AxisSpec.TIME : "");
    }

    /**
     * How many array elements one datum takes.
     *
     * @return {@code size} for a vector, 1 for a token
     */
    public int width() {
        return kind == Kind.TOKEN ? 1 : size;
    }
}
