// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.Arguments;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.generated.GradientSum;
import org.rnnc.runtime.generated.Rows;
import org.rnnc.runtime.tensor.Block;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/** The smallest thing with every kind of state a generated model has: h = (h + w x) / 2, moved by momentum. */
public final class FakeModel implements Model {
    public final Precision precision;
    public final String fingerprint;
    public int refreshes;

    /** weight [4][3] as two gates of [2][3], each kept transposed in rows of 8; bias [2] in a row. */
    public final float[][] floats = Rows.floats(7, 8);

    public final double[][] doubles = Rows.doubles(7, 8);
    private final Runnable afterWrite = () -> refreshes++;
    private final List<Tensor> parameters;

    public FakeModel(Precision precision, String fingerprint) {
        this.precision = precision;
        this.fingerprint = fingerprint;
        parameters = List.of(
                Tensor.of("rnn.weight", new int[] {4, 3}, afterWrite, block(0, 0, 2, 3, true), block(3, 1, 2, 3, true)),
                Tensor.of("rnn.bias", new int[] {2}, afterWrite, block(6, 0, 1, 2, false)));
    }

    public static FakeModel of(Precision precision) {
        return new FakeModel(precision, "f1");
    }

    /** A model whose parameters are 1, 2, 3, ... */
    public static FakeModel counting(Precision precision) {
        FakeModel model = of(precision);
        double value = 1;
        for (Tensor parameter : model.parameters) {
            double[] values = new double[parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value++;
            }
            parameter.write(values);
        }
        model.refreshes = 0;
        return model;
    }

    private Block block(int first, int offset, int rows, int columns, boolean transposed) {
        return precision == Precision.FLOAT
                ? new FloatBlock(floats, first, offset, rows, columns, transposed)
                : new DoubleBlock(doubles, first, offset, rows, columns, transposed);
    }

    @Override
    public ModelInfo info() {
        DataSpec spec = new DataSpec("x", DataSpec.Kind.VECTOR, 1, true);
        return new ModelInfo(
                "Fake", fingerprint, precision, "plain", 1, 1, List.of(spec), List.of(spec), List.of(), false);
    }

    @Override
    public List<Tensor> parameters() {
        return parameters;
    }

    @Override
    public Predictor newPredictor(int maxSteps, int maxBatch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FakeTrainer newTrainer() {
        return new FakeTrainer(this);
    }

    /** All the trainer knows is in the tensors it lists, and in the number of updates. */
    public static final class FakeTrainer implements Trainer {
        private final FakeModel model;
        private final double[][] momentum = Rows.doubles(4, 3);
        private final double[][] state = Rows.doubles(1, 4);
        private long updates;
        private double rate = 0.01;
        public boolean finite = true;

        private FakeTrainer(FakeModel model) {
            this.model = model;
        }

        @Override
        public Model model() {
            return model;
        }

        @Override
        public double train(Batch batch) {
            double loss = gradients(batch);
            update();
            return loss;
        }

        @Override
        public void addGradients(List<Tensor> gradients) {
            new GradientSum(gradients()).add(gradients);
        }

        @Override
        public void update() {
            Tensor weight = model.parameter("rnn.weight");
            double[] w = weight.toArray();
            updates++;
            for (int i = 0; i < w.length; i++) {
                momentum[i / 3][i % 3] = 0.9 * momentum[i / 3][i % 3] + state[0][0] * (w[i] - i) / updates;
                w[i] -= rate * momentum[i / 3][i % 3];
            }
            weight.write(w);
        }

        @Override
        public double evaluate(Batch batch) {
            return gradients(batch);
        }

        @Override
        public double gradients(Batch batch) {
            double x =
                    model.precision == Precision.FLOAT ? ((float[]) batch.input(0))[0] : ((double[]) batch.input(0))[0];
            state[0][0] = (state[0][0] + model.parameter("rnn.weight").get(1, 2) * x) / 2;
            return state[0][0] * state[0][0];
        }

        @Override
        public double learningRate() {
            return rate;
        }

        @Override
        public void setLearningRate(double learningRate) {
            this.rate = model.precision == Precision.FLOAT
                    ? Arguments.floatRate("learningRate", learningRate)
                    : Arguments.rate("learningRate", learningRate);
        }

        @Override
        public boolean areGradientsFinite() {
            return finite;
        }

        @Override
        public List<Tensor> gradients() {
            return List.of();
        }

        @Override
        public List<Tensor> inputGradients() {
            return List.of();
        }

        @Override
        public List<Tensor> states() {
            Block block = new DoubleBlock(state, 0, 0, 1, 1, false);
            return List.of(Tensor.of("h", new int[] {1, 1}, () -> {}, block));
        }

        @Override
        public List<Tensor> optimizerState() {
            Block block = new DoubleBlock(momentum, 0, 0, 4, 3, false);
            return List.of(Tensor.of("rnn.weight/v", new int[] {4, 3}, () -> {}, block));
        }

        @Override
        public void advanceState() {}

        @Override
        public void resetState() {
            state[0][0] = 0;
        }

        @Override
        public Tensor values(String name) {
            return Tensors.find(List.of(), name, "trainer has no value");
        }

        @Override
        public long updates() {
            return updates;
        }

        @Override
        public void setUpdates(long n) {
            updates = Arguments.updates("updates", n);
        }
    }
}
