// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.training.ParameterStore;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/** Calls of DJL's recurrent blocks. What a call makes is freed by a manager of its own, and the state is kept. */
final class DjlInference implements Timed {
    private static final int INPUTS = 64;

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final ParameterStore parameters = new ParameterStore(manager, false);
    private final RecurrentBlock block;
    private final Shape shape;
    private final float[][] data;
    private final boolean carried;
    private NDManager stateManager = manager.newSubManager();
    private NDList state = new NDList();

    DjlInference(boolean gru, int steps, int batch, int inputs, int hidden, boolean carried) {
        this.carried = carried;
        shape = new Shape(batch, steps, inputs);
        data = Numbers.normal(carried ? INPUTS : 1, steps * batch * inputs);
        block = gru
                ? GRU.builder()
                        .setStateSize(hidden)
                        .setNumLayers(1)
                        .optReturnState(true)
                        .build()
                : LSTM.builder()
                        .setStateSize(hidden)
                        .setNumLayers(1)
                        .optReturnState(true)
                        .build();
        block.initialize(manager, DataType.FLOAT32, shape);
        block.freezeParameters(true);
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            call(data[i % data.length]);
        }
    }

    /** The first result is the sequence, the others are the state. */
    private void call(float[] x) {
        try (NDManager scope = manager.newSubManager()) {
            NDList inputs = new NDList(scope.create(x, shape));
            inputs.addAll(state);
            NDList results = block.forward(parameters, inputs, false);
            results.attach(scope);
            results.get(0).toFloatArray();
            if (carried) {
                keep(results);
            }
        }
    }

    private void keep(NDList results) {
        NDManager next = manager.newSubManager();
        NDList kept = new NDList();
        for (NDArray part : results.subNDList(1)) {
            part.attach(next);
            kept.add(part);
        }
        stateManager.close();
        stateManager = next;
        state = kept;
    }
}
