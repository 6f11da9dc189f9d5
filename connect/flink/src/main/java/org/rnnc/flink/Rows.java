// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/** Arrays of data as models take them, {@code float[]}, {@code double[]} or {@code int[]}: rows of one datum each. */
final class Rows {
    private Rows() {}

    /** An array for each datum that is chosen. */
    static Object[] arrays(ModelInfo info, List<DataSpec> specs, Predicate<DataSpec> chosen, int rows) {
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

    /** Copies one row of each array into the larger ones. */
    static void put(Object[] one, Object[] all, int row) {
        for (int i = 0; i < one.length; i++) {
            int width = Array.getLength(one[i]);
            System.arraycopy(one[i], 0, all[i], row * width, width);
        }
    }

    /** Copies a row out of the larger arrays. */
    static void get(Object[] all, int row, Object[] one) {
        for (int i = 0; i < one.length; i++) {
            int width = Array.getLength(one[i]);
            System.arraycopy(all[i], row * width, one[i], 0, width);
        }
    }

    static void write(Object[] arrays, DataOutputView out) throws IOException {
        for (Object array : arrays) {
            if (array instanceof float[] floats) {
                for (float number : floats) {
                    out.writeFloat(number);
                }
            } else if (array instanceof double[] doubles) {
                for (double number : doubles) {
                    out.writeDouble(number);
                }
            } else {
                write((int[]) array, out);
            }
        }
    }

    static void write(int[] numbers, DataOutputView out) throws IOException {
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    static void read(Object[] arrays, DataInputView in) throws IOException {
        for (Object array : arrays) {
            if (array instanceof float[] floats) {
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = in.readFloat();
                }
            } else if (array instanceof double[] doubles) {
                for (int i = 0; i < doubles.length; i++) {
                    doubles[i] = in.readDouble();
                }
            } else {
                read((int[]) array, in);
            }
        }
    }

    static void read(int[] numbers, DataInputView in) throws IOException {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
    }
}
