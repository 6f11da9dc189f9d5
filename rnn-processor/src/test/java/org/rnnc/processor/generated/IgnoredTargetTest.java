// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Targets that count nothing and are no token: {@code ignore = -100}. */
class IgnoredTargetTest {
    private static ModelRun run(int tokens, String flow, String options, String precision) {
        ModelSpec spec = EmittedModel.spec("Ignoring", """
                input x: vector<3>
                output y = x |> gru(4) %s |> dense(%d) |> softmax
                loss crossEntropy(y%s)
                train { window 4; batch 3; optimizer sgd(rate = 0.1); gradients input }
                precision %s
                """.formatted(flow, tokens, options, precision));
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    /** Eight tokens fill a row of storage: behind them is nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignore = -100",
                "ignore = -1, smoothing = 0.1",
                "ignore = -100, weights = concat(1, 2, 3, 4, 0, 1, 2, 3), smoothing = 0.2",
                "ignore = -2147483648, weights = concat(1, 2, 3, 4, 0, 1, 2, 3), reduction = sum",
                "ignore = -7, reduction = batch"
            })
    void windowsComputeWhatTheGraphMeans(String options) {
        for (String precision : List.of("double", "float")) {
            WindowComparison.compare(run(8, "", ", " + options, precision));
            WindowComparison.compare(run(8, "|> last", ", " + options, precision));
        }
    }

    private static int[] targets(int... targets) {
        return targets;
    }

    private static Object[] data(int[] targets) {
        double[] x = new double[36];
        Arrays.setAll(x, i -> Math.cos(i));
        return new Object[] {x, targets};
    }

    /** Both say that the fourth token does not count; one calls it -100. */
    @Test
    void isThatOfATokenThatIsNone() {
        Trainer token = run(4, "", ", ignore = 3", "double").trainer();
        Trainer none = run(4, "", ", ignore = -100", "double").trainer();
        double expected = token.gradients(Batches.of(token, data(targets(0, 3, 1, 2, 3, 3, 1, 1, 0, 3, 2, 1))));
        double found = none.gradients(Batches.of(none, data(targets(0, -100, 1, 2, -100, -100, 1, 1, 0, -100, 2, 1))));
        assertEquals(expected, found, 1e-15);
        for (int i = 0; i < token.gradients().size(); i++) {
            assertArrayEquals(
                    token.gradients().get(i).toArray(), none.gradients().get(i).toArray(), 1e-15);
        }
    }

    @Test
    void whereAllAreIgnoredThereIsNothingToLearn() {
        int[] all = new int[12];
        Arrays.fill(all, -100);
        for (String options : List.of("", ", reduction = sum", ", smoothing = 0.1", ", weights = concat(1, 2, 3, 4)")) {
            Trainer trainer = run(4, "", ", ignore = -100" + options, "double").trainer();
            assertEquals(0, trainer.train(Batches.of(trainer, data(all))));
            assertEquals(0, trainer.gradientNorm());
            for (Tensor gradient : trainer.inputGradients()) {
                assertArrayEquals(new double[36], gradient.toArray());
            }
        }
    }

    @Test
    void otherNumbersAreStillOutOfRange() {
        Trainer trainer = run(4, "", ", ignore = -100", "double").trainer();
        assertEquals(4, trainer.model().info().targets().get(0).size());
        for (int wrong : new int[] {-1, -99, 4, Integer.MAX_VALUE}) {
            int[] targets = targets(0, 1, 1, 2, -100, 1, 1, 1, 0, 0, wrong, 1);
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class, () -> trainer.train(Batches.of(trainer, data(targets))));
            assertTrue(e.getMessage().contains("token " + wrong), e.getMessage());
            trainer.train(Batches.of(trainer, data(targets), new int[] {4, 3, 4}));
        }
    }
}
