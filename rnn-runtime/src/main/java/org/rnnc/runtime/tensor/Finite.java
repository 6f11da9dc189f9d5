// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.tensor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.support.Shapes;

/**
 * Looks for numbers that no training or use can go on from: NaN, infinities, and what is too large for a float. They are
 * neither saved nor loaded; a network that has one soon has nothing else.
 */
public final class Finite {
    private Finite() {}

    /**
     * What a tensor has that is no finite number; where there is nothing, nothing is allocated.
     *
     * @param tensor to look through
     * @return the end of a sentence that begins with the tensor's name
     */
    public static Optional<String> problem(Tensor tensor) {
        int at = Objects.requireNonNull(tensor, "tensor").firstNotFinite();
        return at < 0 ? Optional.empty() : Optional.of(text(tensor.get(Shapes.index(tensor.shape(), at)), tensor, at));
    }

    /**
     * What values have that a tensor cannot take over.
     *
     * @param tensor that is to have the values
     * @param values row-major
     * @return the end of a sentence that begins with the tensor's name
     */
    public static Optional<String> problem(Tensor tensor, double[] values) {
        Objects.requireNonNull(values, "values");
        boolean isFloat = Objects.requireNonNull(tensor, "tensor").precision() == Precision.FLOAT;
        for (int at = 0; at < values.length; at++) {
            if (!Double.isFinite(isFloat ? (float) values[at] : values[at])) {
                return Optional.of(text(values[at], tensor, at));
            }
        }
        return Optional.empty();
    }

    /**
     * For each of some tensors that has one, what it has.
     *
     * @param tensors by the names they shall have in the sentences
     * @return a sentence each
     */
    public static List<String> problems(Map<String, Tensor> tensors) {
        return Objects.requireNonNull(tensors, "tensors").entrySet().stream()
                .flatMap(named -> problem(named.getValue()).stream().map(text -> quoted(named.getKey()) + text))
                .toList();
    }

    /**
     * The first of some tensors that has one, and what it has.
     *
     * @param tensors to look through
     * @return a sentence
     */
    public static Optional<String> first(List<Tensor> tensors) {
        Objects.requireNonNull(tensors, "tensors");
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).firstNotFinite() >= 0) {
                Tensor tensor = tensors.get(i);
                return problem(tensor).map(text -> quoted(tensor.name()) + text);
            }
        }
        return Optional.empty();
    }

    /**
     * How many of some tensors have one.
     *
     * @param tensors to look through
     * @return from 0
     */
    public static long count(Collection<Tensor> tensors) {
        return Objects.requireNonNull(tensors, "tensors").stream()
                .filter(tensor -> tensor.firstNotFinite() >= 0)
                .count();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String text(double value, Tensor tensor, int at) {
        String place = " at " + Shapes.text(Shapes.index(tensor.shape(), at));
        return Double.isFinite(value)
                ? " has " + value + place + ", more than a float can hold"
                : " has " + value + place + ", expected a finite number";
    }
}
