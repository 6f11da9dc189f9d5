// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.reference.WindowData;

/**
 * Parts of a window's data.
 *
 * @param specs inputs, then targets
 */
record LengthsData(List<Graph.Data> specs, int steps, int batch) {
    static LengthsData of(Graph graph, int steps, int batch) {
        List<Graph.Data> specs = new ArrayList<>(graph.inputs());
        specs.addAll(graph.targets());
        return new LengthsData(specs, steps, batch);
    }

    /** Of each sequence; null is all steps. */
    int[] actual(int[] lengths) {
        int[] full = new int[batch];
        Arrays.fill(full, steps);
        return lengths == null ? full : lengths;
    }

    /** What one sequence has, in a window of its own. */
    Object[] alone(WindowData data, int sequence, int window, ModelRun run) {
        Object[] all = data.arrays();
        Object[] own = new Object[all.length];
        for (int i = 0; i < own.length; i++) {
            int count = specs.get(i).domain().isPerStep() ? window : 1;
            int n = width(i);
            if (all[i] instanceof int[] tokens) {
                int[] part = new int[count];
                Arrays.setAll(part, t -> tokens[t * batch + sequence]);
                own[i] = part;
            } else {
                double[] numbers = (double[]) all[i];
                double[] part = new double[count * n];
                Arrays.setAll(part, k -> numbers[(k / n * batch + sequence) * n + k % n]);
                own[i] = run.array(part);
            }
        }
        return own;
    }

    private int width(int spec) {
        return specs.get(spec).shape() instanceof Shape.Vector vector ? vector.size() : 1;
    }

    /** The same data with NaN and impossible tokens wherever nothing exists. */
    Object[] rubbish(WindowData data, int[] lengths, ModelRun run) {
        Object[] arrays = run.arrays(data);
        for (int i = 0; i < arrays.length; i++) {
            int n = width(i);
            int count = specs.get(i).domain().isPerStep() ? steps * batch * n : 0;
            arrays[i] = copy(arrays[i]);
            for (int k = 0; k < count; k++) {
                if (k / n / batch >= actual(lengths)[k / n % batch]) {
                    spoil(arrays[i], k);
                }
            }
        }
        return arrays;
    }

    private static Object copy(Object array) {
        return array instanceof int[] tokens
                ? tokens.clone()
                : array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
    }

    private static void spoil(Object array, int k) {
        if (array instanceof int[] tokens) {
            tokens[k] = -1 - k;
        } else if (array instanceof float[] floats) {
            floats[k] = Float.NaN;
        } else {
            ((double[]) array)[k] = Double.NaN;
        }
    }
}
