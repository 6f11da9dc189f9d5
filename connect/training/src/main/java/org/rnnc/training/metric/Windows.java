// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.AxisSpec;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.FedBack;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Predicts the windows of training, one after the other, going on where they do. */
final class Windows {
    private final ModelInfo info;
    private final int[] steps;
    private final Predictor predictor;
    private final Object[] inputs;
    private final Object[] outputs;

    /** Where each sequence is; null where each window begins anew. */
    private final State @Nullable [] states;

    Windows(Model model) {
        info = model.info();
        steps = info.axes().stream().mapToInt(AxisSpec::window).toArray();
        predictor = model.newPredictor(steps, info.batch());
        inputs = new Object[info.inputs().size() + info.fedBack().size()];
        for (int i = 0; i < info.fedBack().size(); i++) {
            inputs[info.inputs().size() + i] =
                    new int[info.window(info.fedBack().get(i).axis()) * info.batch()];
        }
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
        int rows = (spec.perStep() ? info.window(spec.axis()) : 1) * info.batch();
        int pairs = spec.over().isEmpty() ? 1 : info.window(spec.over());
        int length = Math.multiplyExact(Math.multiplyExact(rows, pairs), spec.width());
        return info.precision() == Precision.FLOAT ? new float[length] : new double[length];
    }

    void begin() {
        for (int i = 0; states != null && i < states.length; i++) {
            states[i].reset();
        }
    }

    void run(Batch batch) {
        for (int i = 0; i < info.inputs().size(); i++) {
            inputs[i] = batch.input(i);
        }
        for (int i = 0; i < info.fedBack().size(); i++) {
            FedBack fed = info.fedBack().get(i);
            int[] target = (int[]) Objects.requireNonNull(batch.target(fed.output()), fed.output());
            fed.before(target, info.batch(), (int[]) inputs[info.inputs().size() + i]);
        }
        if (states != null) {
            predictor.run(info.window(), info.batch(), along(batch, 0), states, inputs, outputs);
        } else {
            int[][] lengths = new int[steps.length][];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = along(batch, i);
            }
            predictor.run(steps, info.batch(), lengths, inputs, outputs);
        }
    }

    /** How long the sequences are along an axis, or what the trees look like. */
    private int @Nullable [] along(Batch batch, int axis) {
        AxisSpec spec = info.axes().get(axis);
        return spec.tree() ? batch.treesAlong(spec.name()) : batch.lengthsAlong(spec.name());
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
