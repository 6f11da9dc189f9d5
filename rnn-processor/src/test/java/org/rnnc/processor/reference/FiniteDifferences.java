// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.function.Consumer;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;

/**
 * Derivatives of a graph's loss, one number at a time, by central differences: what gradients are compared with.
 *
 * <p>Each is Richardson's extrapolation {@code (4 D(h/2) - D(h)) / 3}. Where the two differ by more than a smooth
 * function would let them, there is a kink within {@code h}, and a smaller {@code h} is tried. Where the function is
 * smooth the error is about 1e-11 of the loss.
 */
public final class FiniteDifferences {
    private static final double LARGEST_STEP = 3e-4;
    private static final double SMALLEST_STEP = 2e-7;
    private static final double AGREEMENT = 1e-7;

    private final GraphInterpreter interpreter;
    private final WindowData data;
    private final Node loss;

    public FiniteDifferences(Graph graph, WindowData data) {
        this(graph, data, (int[]) null);
    }

    /** @param lengths of the sequences, or null */
    public FiniteDifferences(Graph graph, WindowData data, int[] lengths) {
        this(graph, data, data.interpret(graph));
        if (lengths != null) {
            interpreter.setLengths(lengths);
        }
    }

    /** @param interpreter has the data, and knows how long the sequences are */
    public FiniteDifferences(Graph graph, WindowData data, GraphInterpreter interpreter) {
        this.data = data;
        this.interpreter = interpreter;
        this.loss = graph.loss().orElseThrow();
    }

    /** Row-major, like the parameter. */
    public double[] parameter(int index) {
        return derivative(data.parameters().get(index), values -> interpreter.setParameter(index, values));
    }

    /** {@code [steps][batch][n]}; of a vector input. */
    public double[] input(int index) {
        return derivative((double[]) data.inputs().get(index), values -> interpreter.setInput(index, values));
    }

    /** {@code [batch][n]}. */
    public double[] initial(int state) {
        return derivative(data.initials().get(state), values -> interpreter.setInitial(state, values));
    }

    private double[] derivative(double[] point, Consumer<double[]> set) {
        double[] moved = point.clone();
        double[] result = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (double h = LARGEST_STEP; h >= SMALLEST_STEP && least > AGREEMENT; h /= 10) {
                double wide = central(moved, i, h, set);
                double narrow = central(moved, i, h / 2, set);
                double difference = Math.abs(wide - narrow) / Math.max(1, Math.abs(narrow));
                if (difference < least) {
                    least = difference;
                    result[i] = (4 * narrow - wide) / 3;
                }
            }
        }
        set.accept(point);
        return result;
    }

    private double central(double[] moved, int i, double h, Consumer<double[]> set) {
        double here = moved[i];
        moved[i] = here + h;
        double width = moved[i];
        set.accept(moved);
        double above = interpreter.scalar(loss);
        moved[i] = here - h;
        width -= moved[i];
        set.accept(moved);
        double below = interpreter.scalar(loss);
        moved[i] = here;
        return (above - below) / width;
    }

    /** The largest {@code |got - expected|} over the largest {@code |expected|}, which counts as at least 1e-3. */
    public static double error(double[] got, double[] expected) {
        double largest = 1e-3;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(got[i] - expected[i]));
        }
        return got.length == expected.length ? error / largest : Double.NaN;
    }
}
