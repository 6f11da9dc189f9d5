// SPDX-License-Identifier: Apache-2.0
package org.rnnc.records;

import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Predicate;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/** Arrays of data as models take them, {@code float[]}, {@code double[]} or {@code int[]}: rows of one datum each. */
public final class Rows {
    private Rows() {}

    /**
     * An array for each datum that is chosen.
     *
     * @param info of the model
     * @param specs its inputs, outputs or targets
     * @param chosen which of them
     * @param rows how many data each array holds
     * @return the arrays, full of zeros
     */
    public static Object[] arrays(ModelInfo info, List<DataSpec> specs, Predicate<DataSpec> chosen, int rows) {
        return specs.stream()
                .filter(chosen)
                .map(spec -> array(info.precision(), spec, rows * spec.width()))
                .toArray();
    }

    private static Object array(Precision precision, DataSpec spec, int length) {
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return new int[length];
        }
        return precision == Precision.FLOAT ? new float[length] : new double[length];
    }

    /**
     * Copies one row of each array into the larger ones.
     *
     * @param one an array of one row each
     * @param all as many arrays of many rows each
     * @param row which of them
     */
    public static void put(Object[] one, Object[] all, int row) {
        for (int i = 0; i < one.length; i++) {
            int width = Array.getLength(one[i]);
            System.arraycopy(one[i], 0, all[i], row * width, width);
        }
    }

    /**
     * Copies a row out of the larger arrays.
     *
     * @param all arrays of many rows each
     * @param row which of them
     * @param one as many arrays of one row each
     */
    public static void get(Object[] all, int row, Object[] one) {
        for (int i = 0; i < one.length; i++) {
            int width = Array.getLength(one[i]);
            System.arraycopy(all[i], row * width, one[i], 0, width);
        }
    }
}
