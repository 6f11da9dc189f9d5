// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.metric;

import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Predicts the windows of training, one after the other, going on where they do. */
final class Windows {
    private final ModelInfo info;
    private final Predictor predictor;
    private final Object[] inputs;
    private final Object[] outputs;

    /** Where each sequence is; null where each window begins anew. */
    private final State @Nullable [] states;

    Windows(Model model) {
        info = model.info();
        predictor = model.newPredictor(info.window(), info.batch());
        inputs = new Object[info.inputs().size()];
        outputs = info.outputs().stream().map(this::array).toArray();
        states = info.carriesState() ? new State[info.batch()] : null;
        for (int i = 0; states != null && i < states.length; i++) {
            states[i] = ((StreamingModel) model).newState();
        }
    }

    /** Whether a predictor goes on from window to window as training does. */
    static boolean canRun(Model model) {
        return !model.info().carriesState()
                || model instanceof StreamingModel
                        && model.info().inputs().stream().allMatch(DataSpec::perStep);
    }

    private Object array(DataSpec spec) {
        int length = Math.multiplyExact((spec.perStep() ? info.window() : 1) * info.batch(), spec.width());
        return info.precision() == Precision.FLOAT ? new float[length] : new double[length];
    }

    void begin() {
        for (int i = 0; states != null && i < states.length; i++) {
            states[i].reset();
        }
    }

    void run(Batch batch) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = batch.input(i);
        }
        predictor.run(info.window(), info.batch(), batch.lengths(), states, inputs, outputs);
    }

    void add(Metric metric, Batch batch, String output) {
        int index = 0;
        while (!info.outputs().get(index).name().equals(output)) {
            index++;
        }
        if (outputs[index] instanceof float[] floats) {
            metric.add(floats, batch, output);
        } else {
            metric.add((double[]) outputs[index], batch, output);
        }
    }
}
