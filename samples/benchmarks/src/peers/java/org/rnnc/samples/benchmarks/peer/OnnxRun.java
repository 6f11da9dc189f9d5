// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/**
 * Calls of one ONNX model. As its documents advise: tensors over direct buffers that are made once, for outputs too; and
 * the state a call leaves is the input of the next, so that two sets of tensors take turns.
 */
final class OnnxRun implements Timed {
    private static final int INPUTS = 64;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final float[][] data;
    private final float[] result;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final Map<Boolean, Map<String, OnnxTensor>> inputs = new HashMap<>();
    private final Map<Boolean, Map<String, OnnxTensor>> outputs = new HashMap<>();
    private boolean even;

    /** @param carried whether a call goes on where the last one ended */
    OnnxRun(OnnxModel model, boolean carried) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(model.bytes(), options);
        x = buffer(model.inputShape());
        y = buffer(model.outputShape());
        data = Numbers.normal(carried ? INPUTS : 1, x.capacity());
        result = new float[y.capacity()];
        OnnxTensor input = tensor(x, model.inputShape());
        OnnxTensor output = tensor(y, model.outputShape());
        for (boolean turn : new boolean[] {true, false}) {
            inputs.put(turn, new HashMap<>(Map.of("x", input)));
            outputs.put(turn, new HashMap<>(Map.of("y", output)));
        }
        connect(model, "h", "newH", carried);
        if (model.hasCell()) {
            connect(model, "c", "newC", carried);
        }
    }

    private void connect(OnnxModel model, String before, String after, boolean carried) throws OrtException {
        OnnxTensor one = tensor(buffer(model.stateShape()), model.stateShape());
        OnnxTensor other = tensor(buffer(model.stateShape()), model.stateShape());
        inputs.get(true).put(before, one);
        outputs.get(true).put(after, other);
        inputs.get(false).put(before, carried ? other : one);
        outputs.get(false).put(after, carried ? one : other);
    }

    @Override
    public void run(int calls) {
        try {
            for (int i = 0; i < calls; i++) {
                x.put(0, data[i % data.length]);
                even = !even;
                session.run(inputs.get(even), outputs.get(even)).close();
                y.get(0, result);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FloatBuffer buffer(int[] shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer buffer, int[] shape) throws OrtException {
        return OnnxTensor.createTensor(
                environment, buffer, Arrays.stream(shape).asLongStream().toArray());
    }
}
