// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.Arguments;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Of five tokens. Its state is the sum of all it has read; its answer is half for the token (sum mod 5), and an eighth
 * for each other.
 */
final class FakeWriter implements StreamingModel {
    static final DataSpec TOKEN = new DataSpec("x", DataSpec.Kind.TOKEN, 5, true);
    static final DataSpec NEXT = new DataSpec("next", DataSpec.Kind.VECTOR, 5, true);
    static final DataSpec SUM = new DataSpec("sum", DataSpec.Kind.VECTOR, 1, true);

    private final ModelInfo info;

    FakeWriter(Precision precision, DataSpec input, DataSpec... outputs) {
        info = new ModelInfo("Fake", "f", precision, "plain", 1, 1, List.of(input), List.of(outputs), List.of(), false);
    }

    static FakeWriter of(Precision precision) {
        return new FakeWriter(precision, TOKEN, SUM, NEXT);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public List<Tensor> parameters() {
        return List.of();
    }

    @Override
    public Predictor newPredictor(int maxSteps, int maxBatch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Trainer newTrainer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session newSession() {
        return new Session() {
            @Override
            public StreamingModel model() {
                return FakeWriter.this;
            }

            @Override
            public void step(State state, Object[] inputs, Object[] outputs) {
                int token = ((int[]) inputs[0])[0];
                Arguments.token("x", token, 5);
                double[] sum = ((Sum) state).sum[0];
                sum[0] += token;
                for (int i = 0; i < outputs.length; i++) {
                    fill(info.outputs().get(i), outputs[i], (int) sum[0]);
                }
            }

            @Override
            public void step(State[] states, int count, Object[] inputs, Object[] outputs) {
                throw new UnsupportedOperationException("a writer writes one text");
            }
        };
    }

    private static void fill(DataSpec spec, Object array, int sum) {
        for (int i = 0; i < spec.size(); i++) {
            double value = spec.size() == 1 ? sum : sum % 5 == i ? 0.5 : 0.125;
            if (array instanceof float[] floats) {
                floats[i] = (float) value;
            } else {
                ((double[]) array)[i] = value;
            }
        }
    }

    @Override
    public State newState() {
        return new Sum();
    }

    static final class Sum implements State {
        private final double[][] sum = {{0}};

        @Override
        public List<Tensor> tensors() {
            return List.of(Tensor.of("sum", new int[] {1}, () -> {}, new DoubleBlock(sum, 0, 0, 1, 1, false)));
        }

        @Override
        public void reset() {
            sum[0][0] = 0;
        }

        @Override
        public void copyFrom(State other) {
            Arguments.owner("state", other instanceof Sum, other, "FakeWriter.Sum");
            sum[0][0] = ((Sum) other).sum[0][0];
        }

        @Override
        public State copy() {
            Sum copy = new Sum();
            copy.copyFrom(this);
            return copy;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
