// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.peer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Block;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/**
 * Training steps of DJL: forward, loss, gradient collector, clipping, its optimizer. A window starts from a state of zero,
 * also where ours carries the state on. W1 is trained by SGD, since DJL's Adagrad asks its engine for a sparse array that
 * PyTorch's does not have.
 */
final class DjlTraining implements Timed {
    private static final String ENGINE = "PyTorch";
    private static final int TOKENS = 65;
    private static final float MOST = 5;
    private static final float RATE_OF_SGD = 0.01f;
    private static final float RATE_OF_ADAM = 0.001f;

    private final NDManager manager = NDManager.newBaseManager(ENGINE);
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Map<String, NDArray> parameters = new TreeMap<>();
    private final Forward forward;
    private final Optimizer optimizer;
    private final boolean clipsByNorm;

    private enum Kind {
        SENSOR,
        ONE_HOT,
        CHARACTERS
    }

    /** From the parameters to the loss. */
    private interface Forward {
        NDArray loss(NDManager scope);
    }

    private DjlTraining(Kind kind, int embedding, int hidden, int layers, int steps, int batch) {
        clipsByNorm = kind == Kind.CHARACTERS;
        forward = switch (kind) {
            case SENSOR -> sensor(hidden, steps);
            case ONE_HOT -> oneHot(hidden, steps);
            case CHARACTERS -> characters(embedding, hidden, layers, steps, batch);
        };
        optimizer = switch (kind) {
            case SENSOR ->
                Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(RATE_OF_SGD))
                        .build();
            case ONE_HOT ->
                Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(RATE_OF_SGD))
                        .optClipGrad(MOST)
                        .build();
            default ->
                Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(RATE_OF_ADAM))
                        .build();
        };
    }

    /** W1. */
    static Timed w1() {
        return new DjlTraining(Kind.ONE_HOT, 0, 100, 1, 25, 1);
    }

    /** W2. */
    static Timed w2() {
        return new DjlTraining(Kind.SENSOR, 0, 8, 1, 32, 1);
    }

    /** W3 and W4. */
    static Timed characters(int embedding, int hidden, int layers, int batch) {
        return new DjlTraining(Kind.CHARACTERS, embedding, hidden, layers, 50, batch);
    }

    private Forward oneHot(int hidden, int steps) {
        Block rnn = prepared(
                "rnn",
                RNN.builder()
                        .setStateSize(hidden)
                        .setNumLayers(1)
                        .setActivation(RNN.Activation.TANH)
                        .build(),
                new Shape(1, steps, TOKENS));
        Block head = prepared("head", Linear.builder().setUnits(TOKENS).build(), new Shape(steps, hidden));
        Loss loss = Loss.softmaxCrossEntropyLoss();
        int[] tokens = Numbers.tokens(steps + 1, TOKENS);
        int[] inputs = Arrays.copyOf(tokens, steps);
        int[] targets = Arrays.copyOfRange(tokens, 1, steps + 1);
        return scope -> {
            NDArray x = scope.create(inputs, new Shape(1, steps)).oneHot(TOKENS);
            NDArray h = run(rnn, x).reshape(steps, hidden);
            NDArray target = scope.create(targets).toType(DataType.FLOAT32, false);
            return loss.evaluate(new NDList(target), new NDList(run(head, h))).mul(steps);
        };
    }

    private Forward sensor(int hidden, int steps) {
        Block lstm = prepared(
                "lstm", LSTM.builder().setStateSize(hidden).setNumLayers(1).build(), new Shape(1, steps, 1));
        Block head = prepared("head", Linear.builder().setUnits(1).build(), new Shape(1, hidden));
        float[] inputs = Numbers.normal(steps);
        return scope -> {
            NDArray x = scope.create(inputs, new Shape(1, steps, 1));
            NDArray last = run(lstm, x).get(new NDIndex(":, -1"));
            return run(head, last)
                    .sub(scope.create(new float[] {1}, new Shape(1, 1)))
                    .square()
                    .mean();
        };
    }

    private Forward characters(int embedding, int hidden, int layers, int steps, int batch) {
        NDArray table = parameter("table", manager.randomNormal(new Shape(TOKENS, embedding)));
        Block lstm = prepared(
                "lstm",
                LSTM.builder().setStateSize(hidden).setNumLayers(layers).build(),
                new Shape(batch, steps, embedding));
        Block head = prepared("head", Linear.builder().setUnits(TOKENS).build(), new Shape(batch * steps, hidden));
        Loss loss = Loss.softmaxCrossEntropyLoss();
        int[] inputs = Numbers.tokens(batch * steps, TOKENS);
        return scope -> {
            NDArray tokens = scope.create(inputs, new Shape(batch, steps));
            NDArray x = Embedding.embedding(tokens, table, SparseFormat.DENSE).singletonOrThrow();
            NDArray h = run(lstm, x).reshape(batch * steps, hidden);
            NDArray target = tokens.reshape(batch * steps).toType(DataType.FLOAT32, false);
            return loss.evaluate(new NDList(target), new NDList(run(head, h)));
        };
    }

    private Block prepared(String name, Block block, Shape shape) {
        block.initialize(manager, DataType.FLOAT32, shape);
        block.getParameters()
                .forEach(pair -> parameter(name + pair.getKey(), pair.getValue().getArray()));
        return block;
    }

    private NDArray parameter(String name, NDArray value) {
        value.setRequiresGradient(true);
        parameters.put(name, value);
        return value;
    }

    private NDArray run(Block block, NDArray x) {
        return block.forward(store, new NDList(x), true).get(0);
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            try (NDManager scope = manager.newSubManager()) {
                train(scope);
            }
        }
    }

    /** The loss is read, as ours returns it. */
    private void train(NDManager scope) {
        NDArray loss;
        try (GradientCollector collector = Engine.getEngine(ENGINE).newGradientCollector()) {
            loss = forward.loss(scope);
            collector.backward(loss);
        }
        loss.getFloat();
        float scale = clipsByNorm ? scale(scope) : 1;
        parameters.forEach((name, value) -> {
            try (NDArray gradient = value.getGradient()) {
                if (scale < 1) {
                    gradient.muli(scale);
                }
                optimizer.update(name, value, gradient);
            }
        });
    }

    private float scale(NDManager scope) {
        double squares = 0;
        for (NDArray value : parameters.values()) {
            try (NDArray gradient = value.getGradient()) {
                gradient.attach(scope);
                double norm = gradient.norm().getFloat();
                squares += norm * norm;
            }
        }
        return (float) Math.min(1, MOST / (Math.sqrt(squares) + 1e-6));
    }
}
