// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;

/** What penalties add to a loss, as numbers. */
class PenaltyTest {
    private static final int STEPS = 4;
    private static final int BATCH = 3;
    private static final int HIDDEN = 5;
    private static final double COUNT = STEPS * BATCH;

    private static Trainer trainer(String loss) {
        Model model = CompiledModel.of(EmittedModel.spec("Penalized", """
                        input x: vector<2>
                        h = x |> gru(5) as encoder
                        output y = h |> dense(2)
                        loss %s
                        train { window 4; batch 3; optimizer sgd(rate = 0.1) }
                        precision double
                        """.formatted(loss)))
                .create(4);
        return model.newTrainer();
    }

    private static double sum(double[] values, DoubleUnaryOperator of) {
        return Arrays.stream(values).map(of).sum();
    }

    /** By how much a penalty raises the loss of the same window. */
    private static double difference(String penalty, Trainer[] plain) {
        SplittableRandom random = new SplittableRandom(2);
        Object[] data = {
            random.doubles(STEPS * BATCH * 2, -1, 1).toArray(),
            random.doubles(STEPS * BATCH * 2, -1, 1).toArray()
        };
        plain[0] = trainer("mse(y)");
        Trainer penalized = trainer("mse(y) + " + penalty);
        return penalized.evaluate(Batches.of(penalized, data)) - plain[0].evaluate(Batches.of(plain[0], data));
    }

    @ParameterizedTest
    @CsvSource({"l1, reduction = mean", "l2, reduction = mean", "l1, reduction = batch", "l2, reduction = sum"})
    void ofAValueItIsWhatTheReductionSays(String penalty, String reduction) {
        Trainer[] plain = new Trainer[1];
        double got = difference("0.5 * " + penalty + "(h, " + reduction + ")", plain);
        double all = sum(plain[0].values("h").toArray(), penalty.equals("l1") ? Math::abs : x -> x * x);
        double by = switch (reduction) {
            case "reduction = mean" -> COUNT * HIDDEN;
            case "reduction = batch" -> BATCH;
            default -> 1;
        };
        assertEquals(0.5 * all / by, got, 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"l1", "l2"})
    void ofALayerItIsTheSumOverItsMatrices(String penalty) {
        Trainer[] plain = new Trainer[1];
        double got = difference("0.5 * " + penalty + "(encoder)", plain);
        DoubleUnaryOperator of = penalty.equals("l1") ? Math::abs : x -> x * x;
        Model model = plain[0].model();
        double all = sum(model.parameter("encoder.weight_ih").toArray(), of)
                + sum(model.parameter("encoder.weight_hh").toArray(), of);
        assertEquals(0.5 * all, got, 1e-12);
    }

    /** Then its gradient follows from the parameters alone, or is the parameter; what can be read is from before the update. */
    @ParameterizedTest
    @CsvSource({"2, 0.5 * l2", "2, 0.3 * l2", "2, l1", "1, 0.5 * l2", "1, 0.2 * l1"})
    void ofWhatNothingElseInTheLossDependsOn(int size, String penalty) {
        ModelSpec spec = EmittedModel.spec("Apart", """
                input x: vector<%1$d>
                output y = x |> dense(2)
                output z = x |> dense(%1$d) as apart
                loss mse(y) + %2$s(apart.b) + %2$s(apart.W)
                train { window 4; batch 3; optimizer momentum(rate = 0.1); clip norm 1 }
                precision double
                """.formatted(size, penalty));
        WindowComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
    }

    /** A matrix of one element is still a matrix. */
    @ParameterizedTest
    @ValueSource(strings = {"rnn", "lstm", "elman"})
    void ofALayerOfOneUnit(String cell) {
        double[] plain = gradient(cell, "", "layer.weight_hh");
        double[] penalized = gradient(cell, " + 0.25 * l2(layer)", "layer.weight_hh");
        double[] weights = weights(cell, "layer.weight_hh");
        for (int i = 0; i < weights.length; i++) {
            assertEquals(plain[i] + 0.5 * weights[i], penalized[i], 1e-12);
        }
    }

    private static double[] weights(String cell, String name) {
        return single(cell, "").parameter(name).toArray();
    }

    private static double[] gradient(String cell, String penalty, String name) {
        Trainer trainer = single(cell, penalty).newTrainer();
        trainer.train(Batches.of(trainer, new double[] {0.5, -1, 2, 0.1}, new double[] {1, 0.5}));
        return trainer.gradients().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .toArray();
    }

    private static Model single(String cell, String penalty) {
        return CompiledModel.of(EmittedModel.spec("Single", """
                        input x: vector<2>
                        output y = x |> %s(1) as layer
                        loss mse(y)%s
                        train { window 2; optimizer sgd(rate = 0.1) }
                        precision double
                        """.formatted(cell, penalty)))
                .create(4);
    }
}
