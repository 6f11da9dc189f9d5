// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Trainer;

/** Rules whose steps depend on how many there were, or on the sign of the step before, over a dozen updates. */
class OptimizerRulesTest {
    private static final int UPDATES = 12;

    private static CompiledModel compile(ModelSpec spec) {
        return CompiledModel.of(spec);
    }

    private static ModelSpec spec(String options, String precision) {
        return EmittedModel.spec("Rules", """
                input x: vector<3>
                output y = x |> gru(4) as net |> dense(2) as head
                loss mse(y)
                train { window 3; batch 2; %s }
                precision %s
                """.formatted(options, precision));
    }

    private static WindowData data(ModelRun run, int update) {
        return run.now(WindowData.random(run.spec().graph(), 3, 2, update % 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer nadam(rate = 0.01)",
                "optimizer nadam(rate = 0.01, momentumDecay = 0.3, beta1 = 0.6, weightDecay = 0.1)",
                "optimizer nadam(rate = 0.01, momentumDecay = 0)",
                "optimizer nadam(rate = 0.01); optimizer nadam(rate = 0.02, momentumDecay = 0.1) for head",
                "optimizer radam(rate = 0.01)",
                "optimizer radam(rate = 0.01, beta2 = 0.9, weightDecay = 0.05, epsilon = 1e-3)",
                "optimizer radam(rate = 0.01, beta2 = 0.5)",
                "optimizer rprop(rate = 0.01)",
                "optimizer rprop(rate = 0.01, etaMinus = 0.3, etaPlus = 1.7, stepMin = 0.005, stepMax = 0.03)",
                "optimizer rprop(rate = 0.1, etaMinus = 0, stepMax = 0.05); clip norm 0.01",
                "optimizer adagrad(rate = 0.1, epsilon = 0.01, epsilonInside = true, weightDecay = 0.1)",
                "optimizer rmsprop(rate = 0.01, epsilon = 0.01, epsilonInside = true, centered = true)",
                "optimizer sgd(rate = 0.1); optimizer rprop(rate = 0.02) for net.Ur; optimizer radam(rate = 0.01) for head"
            })
    void updatesAsTheFormulasSay(String options) {
        compare(options, "double", 1e-10);
        compare(options, "float", 2e-4);
    }

    private static void compare(String options, String precision, double tolerance) {
        ModelSpec spec = spec(options, precision);
        ModelRun run = new ModelRun(spec, compile(spec).create(1));
        ReferenceOptimizer reference = new ReferenceOptimizer(spec);
        for (int update = 1; update <= UPDATES; update++) {
            WindowData data = data(run, update);
            run.trainer().train(Batches.of(run.trainer(), run.arrays(data)));
            List<double[]> expected = reference.update(data.parameters(), run.gradients());
            List<double[]> now = run.now(data).parameters();
            for (int p = 0; p < expected.size(); p++) {
                assertArrayEquals(expected.get(p), now.get(p), tolerance, options + ", update " + update);
            }
        }
    }

    /** The rate is the first step; what it is later changes nothing, as in PyTorch. */
    @Test
    void theRateOfRpropIsThatOfTheFirstUpdate() {
        ModelSpec spec = spec("optimizer rprop(rate = 0.01)", "double");
        CompiledModel compiled = compile(spec);
        ModelRun steady = new ModelRun(spec, compiled.create(1));
        ModelRun changed = new ModelRun(spec, compiled.create(1));
        for (int update = 1; update <= 4; update++) {
            steady.trainer().train(Batches.of(steady.trainer(), steady.arrays(data(steady, update))));
            changed.trainer().train(Batches.of(changed.trainer(), changed.arrays(data(changed, update))));
            changed.trainer().setLearningRate(5);
        }
        assertSame(steady, changed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer nadam(rate = 0.01); optimizer nadam(rate = 0.02, momentumDecay = 0.1) for head",
                "optimizer radam(rate = 0.01)",
                "optimizer rprop(rate = 0.01)",
                "optimizer adagrad(rate = 0.1, epsilonInside = true)"
            })
    void trainingGoesOnBitForBit(String options, @TempDir Path folder) throws IOException {
        for (String precision : List.of("float", "double")) {
            ModelSpec spec = spec(options, precision);
            CompiledModel compiled = compile(spec);
            ModelRun whole = new ModelRun(spec, compiled.create(1));
            ModelRun last = new ModelRun(spec, compiled.create(1));
            Path file = folder.resolve(precision);
            for (int update = 1; update <= UPDATES; update++) {
                whole.trainer().train(Batches.of(whole.trainer(), whole.arrays(data(whole, update))));
                last.trainer().train(Batches.of(last.trainer(), last.arrays(data(last, update))));
                if (update % 5 == 0) {
                    Checkpoint.save(last.trainer(), file, Map.of());
                    last = new ModelRun(spec, compiled.create(7));
                    Checkpoint.restore(last.trainer(), file);
                }
            }
            assertSame(whole, last);
        }
    }

    private static void assertSame(ModelRun one, ModelRun other) {
        Trainer trainer = one.trainer();
        assertEquals(trainer.updates(), other.trainer().updates());
        for (int i = 0; i < one.model().parameters().size(); i++) {
            assertArrayEquals(
                    one.model().parameters().get(i).toArray(),
                    other.model().parameters().get(i).toArray());
        }
        assertTrue(!trainer.optimizerState().isEmpty());
        for (int i = 0; i < trainer.optimizerState().size(); i++) {
            assertArrayEquals(
                    trainer.optimizerState().get(i).toArray(),
                    other.trainer().optimizerState().get(i).toArray());
        }
    }
}
