// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * The numbers of some tensors, one after the other, as they go over the network: in the model's precision. Sums are rounded to it
 * element by element, as those of {@link org.rnnc.runtime.model.Trainer#addGradients} are.
 */
public final class Numbers implements Externalizable {
    private static final long serialVersionUID = 1;

    private boolean isFloat;
    private double[] numbers = {};

    /** For Java's serialization, which then has it read itself. */
    public Numbers() {}

    private Numbers(boolean isFloat, double[] numbers) {
        this.isFloat = isFloat;
        this.numbers = numbers;
    }

    static Numbers of(List<Tensor> tensors) {
        double[] all = new double[tensors.stream().mapToInt(Tensor::size).sum()];
        int at = 0;
        for (Tensor tensor : tensors) {
            double[] own = tensor.toArray();
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        return new Numbers(!tensors.isEmpty() && tensors.get(0).precision() == Precision.FLOAT, all);
    }

    /** Gives the tensors these numbers. */
    void writeTo(List<Tensor> tensors) {
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        int at = 0;
        for (Tensor tensor : tensors) {
            double[] own = new double[tensor.size()];
            System.arraycopy(numbers, at, own, 0, own.length);
            at += own.length;
            values.put(tensor, own);
        }
        Tensors.write(values);
    }

    /** Adds others to these. */
    Numbers add(Numbers others) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rounded(numbers[i] + others.numbers[i]);
        }
        return this;
    }

    Numbers divide(int divisor) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rounded(numbers[i] / divisor);
        }
        return this;
    }

    private double rounded(double number) {
        return isFloat ? (float) number : number;
    }

    /** What it takes on the network. */
    long bytes() {
        return (long) numbers.length * (isFloat ? Float.BYTES : Double.BYTES);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeBoolean(isFloat);
        out.writeInt(numbers.length);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes()));
        for (double number : numbers) {
            if (isFloat) {
                bytes.putFloat((float) number);
            } else {
                bytes.putDouble(number);
            }
        }
        out.write(bytes.array());
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        isFloat = in.readBoolean();
        numbers = new double[in.readInt()];
        byte[] array = new byte[Math.toIntExact(bytes())];
        in.readFully(array);
        ByteBuffer bytes = ByteBuffer.wrap(array);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = isFloat ? bytes.getFloat() : bytes.getDouble();
        }
    }
}
