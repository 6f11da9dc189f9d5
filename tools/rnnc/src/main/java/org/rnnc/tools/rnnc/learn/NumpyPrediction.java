// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;

/** Answers for arrays of NumPy, as arrays: {@code [batch][step][size]}, zeros behind the end of a sequence. */
public final class NumpyPrediction {
    private NumpyPrediction() {}

    public static Map<String, NumpyArray> of(Model model, NumpyData data) {
        ModelInfo info = model.info();
        int steps = data.steps();
        int count = data.count();
        Predictor predictor = model.newPredictor(Math.max(1, steps), 1);
        Map<String, double[]> answers = new LinkedHashMap<>();
        for (DataSpec output : info.outputs()) {
            answers.put(output.name(), new double[NumpyArray.size(shape(output, count, steps))]);
        }
        for (int sequence = 0; sequence < count; sequence++) {
            int length = data.length(sequence);
            if (length > 0) {
                run(predictor, data, sequence, length, answers);
            }
        }
        String type = info.precision() == Precision.FLOAT ? "<f4" : "<f8";
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        for (DataSpec output : info.outputs()) {
            arrays.put(
                    output.name(),
                    new NumpyArray(
                            type, shape(output, count, steps), Objects.requireNonNull(answers.get(output.name()))));
        }
        return arrays;
    }

    private static int[] shape(DataSpec output, int count, int steps) {
        return output.perStep() ? new int[] {count, steps, output.size()} : new int[] {count, output.size()};
    }

    /** Sequence by sequence, the data of one are {@code [step][size]} in either order. */
    private static void run(
            Predictor predictor, NumpyData data, int sequence, int length, Map<String, double[]> answers) {
        ModelInfo info = predictor.model().info();
        Object[] inputs = info.inputs().stream()
                .map(spec -> {
                    Object slice = data.slice(spec, sequence, length);
                    return slice instanceof double[] values ? Numbers.as(spec, info.precision(), values) : slice;
                })
                .toArray();
        Object[] outputs = info.outputs().stream()
                .map(spec -> {
                    int size = (spec.perStep() ? length : 1) * spec.size();
                    return info.precision() == Precision.FLOAT ? new float[size] : (Object) new double[size];
                })
                .toArray();
        predictor.run(length, 1, null, null, inputs, outputs);
        for (int i = 0; i < outputs.length; i++) {
            DataSpec output = info.outputs().get(i);
            double[] all = Objects.requireNonNull(answers.get(output.name()));
            int size = (output.perStep() ? length : 1) * output.size();
            int from = sequence * (output.perStep() ? data.steps() : 1) * output.size();
            for (int j = 0; j < size; j++) {
                all[from + j] = Numbers.get(outputs[i], j);
            }
        }
    }
}
