// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Arrays of data in Flink's checkpoints. */
final class RowBytes {
    private RowBytes() {}

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
