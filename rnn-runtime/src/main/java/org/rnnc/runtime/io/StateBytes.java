// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * States as bytes, for caches and messages: as many for each state of a model, so that they can lie side by side.
 *
 * <pre>{@code
 * StateBytes bytes = StateBytes.of(model);
 * cache.put(user, bytes.write(state));
 * bytes.read(cache.get(user), state);
 * }</pre>
 *
 * <p>They begin with a version and the model's fingerprint and precision, and end with a checksum; numbers are in the order of
 * {@link State#tensors()}, little-endian. Parameters are not among them. Immutable, safe for all threads; each state belongs
 * to one at a time.
 */
public final class StateBytes {
    /** {@code "rnns"}, and what changes when the order of the bytes does. */
    private static final int VERSION = 0x736e6e72 + 1;

    private static final int CHECKSUM = Integer.BYTES;

    private final String model;
    private final boolean isFloat;
    private final byte[] fingerprint;
    private final int numbers;

    private StateBytes(StreamingModel model) {
        this.model = model.info().name();
        isFloat = model.info().precision() == Precision.FLOAT;
        fingerprint = model.info().fingerprint().getBytes(StandardCharsets.UTF_8);
        numbers = model.newState().size();
    }

    /**
     * Says how a model's states look as bytes.
     *
     * @param model of the states
     * @return the same for each model of equal fingerprint and precision
     */
    public static StateBytes of(StreamingModel model) {
        return new StateBytes(Objects.requireNonNull(model, "model"));
    }

    /**
     * How many bytes a state has.
     *
     * @return the same for all states
     */
    public int size() {
        return header() + numbers * (isFloat ? Float.BYTES : Double.BYTES) + CHECKSUM;
    }

    /** Version, precision, whether the sequence has begun, and the fingerprint with its length. */
    private int header() {
        return Integer.BYTES + 2 + Integer.BYTES + fingerprint.length;
    }

    /**
     * Writes a state.
     *
     * @param state of such a model
     * @return a new array of {@link #size()}
     * @throws IllegalArgumentException if it is a state of another model, or has a number that is not finite
     */
    public byte[] write(State state) {
        byte[] bytes = new byte[size()];
        write(state, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /**
     * Writes a state.
     *
     * @param state of such a model
     * @param target {@link #size()} bytes are put from its position on, which moves behind them
     * @throws IllegalArgumentException if it is a state of another model, has a number that is not finite, or there is no room;
     *     nothing has been written then
     */
    public void write(State state, ByteBuffer target) {
        checkState(state);
        if (Objects.requireNonNull(target, "target").remaining() < size()) {
            throw new IllegalArgumentException(
                    "target: " + size() + " bytes do not fit the " + target.remaining() + " that remain");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(VERSION).put((byte) (isFloat ? 4 : 8)).put((byte) (state.isBegun() ? 1 : 0));
        bytes.putInt(fingerprint.length).put(fingerprint);
        for (Tensor tensor : state.tensors()) {
            for (double number : tensor.toArray()) {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "state: \"" + tensor.name() + "\" has " + number + ", expected finite numbers");
                }
                put(bytes, number);
            }
        }
        bytes.putInt(checksum(bytes));
        target.put(bytes.flip());
    }

    /**
     * Takes a state to where another was written.
     *
     * @param bytes {@link #size()} of them
     * @param state of such a model; unchanged after any exception
     * @throws IllegalArgumentException if the bytes are damaged, or those of another model or version, or it is a state of
     *     another model
     */
    public void read(byte[] bytes, State state) {
        Objects.requireNonNull(bytes, "bytes");
        if (bytes.length != size()) {
            throw new IllegalArgumentException(
                    "bytes: expected " + size() + " of a state of model " + model + ", found " + bytes.length);
        }
        read(ByteBuffer.wrap(bytes), state);
    }

    /**
     * Takes a state to where another was written.
     *
     * @param source {@link #size()} bytes are taken from its position on, which moves behind them
     * @param state of such a model; unchanged after any exception
     * @throws IllegalArgumentException if the bytes are too few, damaged, or those of another model or version, or it is a
     *     state of another model; the position has not moved then
     */
    public void read(ByteBuffer source, State state) {
        Objects.requireNonNull(source, "source");
        checkState(state);
        if (source.remaining() < size()) {
            throw new IllegalArgumentException("source: expected " + size() + " bytes of a state of model " + model
                    + ", found " + source.remaining());
        }
        ByteBuffer bytes = source.slice().limit(size()).slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean begun = readHeader(bytes);
        double[] all = new double[numbers];
        for (int i = 0; i < numbers; i++) {
            all[i] = isFloat ? bytes.getFloat() : bytes.getDouble();
        }
        int expected = checksum(bytes);
        if (bytes.getInt() != expected) {
            throw new IllegalArgumentException("the state is damaged: its checksum is not that of its bytes");
        }
        set(state, all, begun);
        source.position(source.position() + size());
    }

    private boolean readHeader(ByteBuffer bytes) {
        if (bytes.getInt() != VERSION) {
            throw new IllegalArgumentException("these bytes are no state of this version");
        }
        boolean samePrecision = bytes.get() == (isFloat ? 4 : 8);
        boolean begun = bytes.get() != 0;
        byte[] found = new byte[fingerprint.length];
        boolean sameLength = bytes.getInt() == found.length;
        bytes.get(found);
        if (!samePrecision || !sameLength || !Arrays.equals(found, fingerprint)) {
            throw new IllegalArgumentException("these bytes are of another model than " + model + " with fingerprint "
                    + new String(fingerprint, StandardCharsets.UTF_8) + " in " + (isFloat ? "float" : "double"));
        }
        return begun;
    }

    private static void set(State state, double[] all, boolean begun) {
        if (!begun) {
            state.reset();
            return;
        }
        int from = 0;
        for (Tensor tensor : state.tensors()) {
            double[] own = new double[tensor.size()];
            System.arraycopy(all, from, own, 0, own.length);
            tensor.write(own);
            from += own.length;
        }
    }

    private void checkState(State state) {
        List<Tensor> tensors = Objects.requireNonNull(state, "state").tensors();
        boolean fits = state.size() == numbers
                && tensors.stream().allMatch(tensor -> (tensor.precision() == Precision.FLOAT) == isFloat);
        if (!fits) {
            throw new IllegalArgumentException(
                    "state: expected " + numbers + " numbers of model " + model + ", found " + state.size()
                            + (tensors.isEmpty() ? "" : " in " + tensors.get(0).precision()));
        }
    }

    private void put(ByteBuffer bytes, double number) {
        if (isFloat) {
            bytes.putFloat((float) number);
        } else {
            bytes.putDouble(number);
        }
    }

    /** Of all that lies before the position. */
    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().flip());
        return (int) sum.getValue();
    }
}
