// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * How the bytes of a model's states lie: whether the sequence has begun, then the numbers, part after part. It stands once in a
 * checkpoint, beside the states, and not in each of them.
 *
 * @param model the model's name
 * @param fingerprint of its specification
 * @param precision of the numbers
 * @param parts in their order
 */
record StateLayout(String model, String fingerprint, Precision precision, List<Part> parts) implements Serializable {
    /** One recurrent state of the network. */
    record Part(String name, int size) implements Serializable {}

    static StateLayout of(StreamingModel model) {
        List<Part> parts = model.newState().tensors().stream()
                .map(tensor -> new Part(tensor.name(), tensor.size()))
                .toList();
        return new StateLayout(
                model.info().name(), model.info().fingerprint(), model.info().precision(), new ArrayList<>(parts));
    }

    /** Bytes of a state, always as many. */
    int length() {
        return 1 + parts.stream().mapToInt(Part::size).sum() * width();
    }

    /** Bytes of a number. */
    int width() {
        return precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
    }

    /** Where a part with the tensor's name, size and precision begins; -1 if there is none. */
    int find(Tensor tensor) {
        int at = 1;
        for (Part part : parts) {
            if (part.name().equals(tensor.name()) && part.size() == tensor.size()) {
                return precision == tensor.precision() ? at : -1;
            }
            at += part.size() * width();
        }
        return -1;
    }

    void write(DataOutputView out) throws IOException {
        out.writeUTF(model);
        out.writeUTF(fingerprint);
        out.writeUTF(precision.name());
        out.writeInt(parts.size());
        for (Part part : parts) {
            out.writeUTF(part.name());
            out.writeInt(part.size());
        }
    }

    static StateLayout read(DataInputView in) throws IOException {
        String model = in.readUTF();
        String fingerprint = in.readUTF();
        Precision precision = Precision.valueOf(in.readUTF());
        int count = in.readInt();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new Part(in.readUTF(), in.readInt()));
        }
        return new StateLayout(model, fingerprint, precision, parts);
    }
}
