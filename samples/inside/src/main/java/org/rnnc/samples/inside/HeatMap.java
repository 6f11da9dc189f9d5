// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.tensor.Tensor;

/**
 * The values of some units at each step of one sequence, as colours.
 *
 * @param title what is shown
 * @param values {@code [unit][step]}
 * @param low what has the first of the colours
 * @param high what has the last of the colours
 * @param colors from low to high, evenly spaced
 */
record HeatMap(String title, double[][] values, double low, double high, List<Color> colors) {
    /** From dark to light, for what is never negative: Viridis, by Smith and van der Walt. */
    private static final List<Color> VIRIDIS = List.of(
            new Color(0x440154),
            new Color(0x482878),
            new Color(0x3e4a89),
            new Color(0x31688e),
            new Color(0x26828e),
            new Color(0x1f9e89),
            new Color(0x35b779),
            new Color(0x6dcd59),
            new Color(0xb4de2c),
            new Color(0xfde725));

    /** From blue over white to red, for what has a sign: by Brewer. */
    private static final List<Color> SIGNED = List.of(
            new Color(0x2166ac),
            new Color(0x67a9cf),
            new Color(0xd1e5f0),
            new Color(0xf7f7f7),
            new Color(0xfddbc7),
            new Color(0xef8a62),
            new Color(0xb2182b));

    /** A gate: 0 is closed, 1 is open. */
    static HeatMap ofGate(String title, double[][] values) {
        return new HeatMap(title, values, 0, 1, VIRIDIS);
    }

    /** A state, of each unit relative to the largest value that it has: units differ in scale, steps are to be seen. */
    static HeatMap ofState(String title, double[][] values) {
        double[][] relative = Arrays.stream(values).map(HeatMap::relative).toArray(double[][]::new);
        return new HeatMap(title, relative, -1, 1, SIGNED);
    }

    private static double[] relative(double[] unit) {
        double largest = Arrays.stream(unit).map(Math::abs).max().orElse(0);
        return Arrays.stream(unit)
                .map(value -> largest == 0 ? 0 : value / largest)
                .toArray();
    }

    /** What a window holds of one of its sequences: {@code [unit][step]}. */
    static double[][] unitsOf(Tensor tensor, int sequence) {
        int[] shape = tensor.shape();
        double[] all = tensor.toArray();
        double[][] units = new double[shape[2]][shape[0]];
        for (int step = 0; step < shape[0]; step++) {
            for (int unit = 0; unit < shape[2]; unit++) {
                units[unit][step] = all[(step * shape[1] + sequence) * shape[2] + unit];
            }
        }
        return units;
    }

    /** The units in the order of what {@code key} says of them, largest first. */
    static Integer[] order(double[] key) {
        return IntStream.range(0, key.length)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -key[unit]))
                .toArray(Integer[]::new);
    }

    /** The same rows in another order. */
    static double[][] reordered(double[][] values, Integer[] order) {
        return Arrays.stream(order).map(unit -> values[unit]).toArray(double[][]::new);
    }

    /** The colour of a value. */
    Color color(double value) {
        double at = Math.min(1, Math.max(0, (value - low) / (high - low))) * (colors.size() - 1);
        int index = Math.min((int) at, colors.size() - 2);
        return mix(colors.get(index), colors.get(index + 1), at - index);
    }

    private static Color mix(Color a, Color b, double share) {
        return new Color(
                (int) Math.round(a.getRed() + share * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + share * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + share * (b.getBlue() - a.getBlue())));
    }
}
