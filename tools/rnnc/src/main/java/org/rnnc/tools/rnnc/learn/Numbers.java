// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;

/** Numbers as a model of either precision takes and gives them. */
final class Numbers {
    private Numbers() {}

    /** Doubles as the array of an input. */
    static Object as(DataSpec spec, Precision precision, double[] values) {
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            int[] tokens = new int[values.length];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = (int) values[i];
            }
            return tokens;
        }
        if (precision == Precision.DOUBLE) {
            return values;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static double get(Object values, int index) {
        return values instanceof float[] floats ? floats[index] : ((double[]) values)[index];
    }
}
