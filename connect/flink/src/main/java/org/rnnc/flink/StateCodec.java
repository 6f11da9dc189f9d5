// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Turns states of one model into bytes and back. All goes by way of one state whose views are made once, so that a state becomes
 * bytes without an allocation. For one thread.
 */
final class StateCodec {
    private final StateLayout layout;
    private final State passing;
    private final State fresh;
    private final List<Tensor> tensors;
    private final float[][] floats;
    private final double[][] doubles;
    private final byte[] bytes;
    private final ByteBuffer numbers;

    StateCodec(StreamingModel model) {
        this(StateLayout.of(model), model.newState());
    }

    /** Reads nothing of the model, which another thread may be training. */
    private StateCodec(StateLayout layout, State fresh) {
        this.layout = layout;
        this.fresh = fresh;
        passing = fresh.copy();
        tensors = passing.tensors();
        boolean isFloat = layout.precision() == Precision.FLOAT;
        floats = tensors.stream()
                .map(tensor -> new float[isFloat ? tensor.size() : 0])
                .toArray(float[][]::new);
        doubles = tensors.stream()
                .map(tensor -> new double[isFloat ? 0 : tensor.size()])
                .toArray(double[][]::new);
        bytes = new byte[layout.length()];
        numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One for another thread. */
    StateCodec duplicate() {
        return new StateCodec(layout, fresh);
    }

    StateLayout layout() {
        return layout;
    }

    State newState() {
        return fresh.copy();
    }

    /** A state's bytes; they are overwritten by the next call. */
    byte[] bytes(State state) {
        passing.copyFrom(state);
        numbers.clear().put((byte) (state.isBegun() ? 1 : 0));
        for (int i = 0; i < floats.length; i++) {
            read(i);
            for (float number : floats[i]) {
                numbers.putFloat(number);
            }
            for (double number : doubles[i]) {
                numbers.putDouble(number);
            }
        }
        return bytes;
    }

    /** The state that became these bytes. */
    State state(byte[] source) {
        return state(source, layout);
    }

    /** A state of this model, with all that fits of the bytes of another. */
    State state(byte[] source, StateLayout other) {
        passing.copyFrom(fresh);
        if (source[0] == 0) {
            return passing.copy();
        }
        ByteBuffer all = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < floats.length; i++) {
            int at = other.find(tensors.get(i));
            if (at >= 0) {
                all.position(at);
                write(i, all);
            }
        }
        return passing.copy();
    }

    private void read(int i) {
        if (layout.precision() == Precision.FLOAT) {
            tensors.get(i).read(floats[i]);
        } else {
            tensors.get(i).read(doubles[i]);
        }
    }

    private void write(int i, ByteBuffer source) {
        for (int k = 0; k < floats[i].length; k++) {
            floats[i][k] = source.getFloat();
        }
        for (int k = 0; k < doubles[i].length; k++) {
            doubles[i][k] = source.getDouble();
        }
        if (layout.precision() == Precision.FLOAT) {
            tensors.get(i).write(floats[i]);
        } else {
            tensors.get(i).write(doubles[i]);
        }
    }
}
