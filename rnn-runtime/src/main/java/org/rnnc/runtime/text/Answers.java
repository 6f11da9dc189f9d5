// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/** The arrays a session fills in. */
final class Answers {
    private Answers() {}

    static Object[] arrays(ModelInfo info) {
        return info.outputs().stream()
                .map(spec -> array(spec, info.precision()))
                .toArray();
    }

    private static Object array(DataSpec spec, Precision precision) {
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return new int[1];
        }
        return precision == Precision.FLOAT ? new float[spec.size()] : new double[spec.size()];
    }

    static Object[] copy(Object[] arrays) {
        Object[] copies = new Object[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] instanceof float[] floats) {
                copies[i] = floats.clone();
            } else if (arrays[i] instanceof double[] doubles) {
                copies[i] = doubles.clone();
            } else {
                copies[i] = ((int[]) arrays[i]).clone();
            }
        }
        return copies;
    }

    /** Copies arrays of equal types and lengths. */
    static void copy(Object[] from, Object[] to) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] instanceof float[] floats) {
                System.arraycopy(floats, 0, to[i], 0, floats.length);
            } else if (from[i] instanceof double[] doubles) {
                System.arraycopy(doubles, 0, to[i], 0, doubles.length);
            } else {
                System.arraycopy(from[i], 0, to[i], 0, 1);
            }
        }
    }
}
