// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Numbers;

/** A graph of one {@code LSTM} or {@code GRU}, by the classes of ONNX's own format. */
final class OnnxModel {
    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 14;
    private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT.getNumber();

    private final boolean gru;
    private final int steps;
    private final int batch;
    private final int inputs;
    private final int hidden;

    OnnxModel(boolean gru, int steps, int batch, int inputs, int hidden) {
        this.gru = gru;
        this.steps = steps;
        this.batch = batch;
        this.inputs = inputs;
        this.hidden = hidden;
    }

    int[] inputShape() {
        return new int[] {steps, batch, inputs};
    }

    int[] outputShape() {
        return new int[] {steps, 1, batch, hidden};
    }

    int[] stateShape() {
        return new int[] {1, batch, hidden};
    }

    boolean hasCell() {
        return !gru;
    }

    byte[] bytes() {
        int gates = gru ? 3 : 4;
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName("step")
                .addNode(node())
                .addInitializer(weights("W", gates * hidden, inputs))
                .addInitializer(weights("R", gates * hidden, hidden))
                .addInitializer(weights("B", 2 * gates * hidden))
                .addInput(value("x", inputShape()))
                .addInput(value("h", stateShape()))
                .addOutput(value("y", outputShape()))
                .addOutput(value("newH", stateShape()));
        if (hasCell()) {
            graph.addInput(value("c", stateShape())).addOutput(value("newC", stateShape()));
        }
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** An empty name is an input that is not given: here the lengths. */
    private OnnxMl.NodeProto node() {
        OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder()
                .setOpType(gru ? "GRU" : "LSTM")
                .addAllInput(List.of("x", "W", "R", "B", "", "h"))
                .addAllOutput(List.of("y", "newH"))
                .addAttribute(attribute("hidden_size", hidden));
        return gru
                ? node.addAttribute(attribute("linear_before_reset", 1)).build()
                : node.addInput("c").addOutput("newC").build();
    }

    private static OnnxMl.AttributeProto attribute(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static OnnxMl.TensorProto weights(String name, int... shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(Numbers.weights(size, name.charAt(0)));
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(1)
                .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor.build();
    }

    private static OnnxMl.ValueInfoProto value(String name, int... shape) {
        OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
        for (int size : shape) {
            dimensions.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(FLOAT)
                                .setShape(dimensions)))
                .build();
    }
}
