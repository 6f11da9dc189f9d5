// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Finite;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Adds gradients from outside to those of a trainer. All sums are worked out before the first is written: tensors may show
 * the same elements, as those of two biases that are added up, and each element is added to once. Memory is taken when
 * something is added for the first time. Belongs to its trainer's thread.
 */
public final class GradientSum {
    private final List<Tensor> own;
    private double[][] before = {};
    private double[][] sums = {};

    /**
     * Keeps the gradients that others will be added to.
     *
     * @param own live, writable views
     */
    public GradientSum(List<Tensor> own) {
        this.own = List.copyOf(Objects.requireNonNull(own, "own"));
    }

    /**
     * Adds element by element, each with one rounding.
     *
     * @param gradients of the same names, shapes and precision in the same order
     * @throws IllegalArgumentException if they are not, or an element has no place of its own; nothing has changed then
     */
    public void add(List<Tensor> gradients) {
        check(Objects.requireNonNull(gradients, "gradients"));
        if (sums.length < own.size()) {
            before = arrays();
            sums = arrays();
        }
        for (int i = 0; i < own.size(); i++) {
            own.get(i).read(before[i]);
            gradients.get(i).read(sums[i]);
            add(before[i], sums[i], own.get(i).precision());
        }
        write(sums);
        for (int i = 0; i < own.size(); i++) {
            int at = own.get(i).firstDifference(sums[i]);
            if (at >= 0) {
                double added = sums[i][at] - before[i][at];
                write(before);
                throw new IllegalArgumentException(
                        "gradients: " + own.get(i) + " has no place of its own for element " + at
                                + ", to which " + added
                                + " is added: it is frozen, or the loss does not depend on it, or another"
                                + " parameter has the same gradient and another number is added to that");
            }
        }
    }

    /**
     * Looks through the gradients before an update.
     *
     * @throws IllegalStateException if one has a NaN or an infinity
     */
    public void checkFinite() {
        Finite.first(own).ifPresent(GradientSum::refuse);
    }

    private static void refuse(String problem) {
        throw new IllegalStateException("no update was made: the gradient of " + problem);
    }

    private void check(List<Tensor> gradients) {
        if (gradients.size() != own.size()) {
            throw new IllegalArgumentException(
                    "gradients has " + gradients.size() + " tensors, the trainer has " + own.size() + " gradients");
        }
        for (int i = 0; i < own.size(); i++) {
            Tensor tensor = gradients.get(i);
            if (tensor == null
                    || !tensor.name().equals(own.get(i).name())
                    || !tensor.isShapedAs(own.get(i))
                    || tensor.precision() != own.get(i).precision()) {
                throw new IllegalArgumentException(
                        "gradients[" + i + "] is " + tensor + ", the trainer has " + own.get(i));
            }
        }
    }

    /** A sum of two floats is exact enough in double to be rounded once: it has more than twice their digits. */
    private static void add(double[] own, double[] sums, Precision precision) {
        for (int i = 0; i < sums.length; i++) {
            double sum = own[i] + sums[i];
            sums[i] = precision == Precision.FLOAT ? (float) sum : sum;
        }
    }

    private void write(double[][] values) {
        for (int i = 0; i < own.size(); i++) {
            own.get(i).write(values[i]);
        }
    }

    private double[][] arrays() {
        return own.stream().map(tensor -> new double[tensor.size()]).toArray(double[][]::new);
    }
}
