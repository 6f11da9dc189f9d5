// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** States that start from a number and go on from window to window; states that no step looks back at. */
class CarriedStatesTest {
    private static final String MODEL = """
            cell leaky(n, from = 2) {
              input x: vector<n>
              state h: vector<n> start from
              h = 0.5 * h[t-1] + x
              output h
            }
            input x: vector<3>
            a = x |> leaky(3) |> lstm(5, h = 0.25, c = -0.5)
            output y: vector<2> = concat(a, previous(y, start = 0.75)) |> dense(2)
            """;

    private static ModelRun run(String model, String train, String precision) {
        ModelSpec spec = EmittedModel.spec(
                "Carried",
                model + "loss mse(y, reduction = sum) train { batch 2; optimizer sgd(rate = 1e-30); " + train
                        + " } precision " + precision);
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    private static double[] numbers(int count, int from) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> Math.sin(from + i));
        return numbers;
    }

    /** The values of y in the next window of so many steps; the rate is too small to change anything. */
    private static double[] window(ModelRun run, int steps, int from) {
        Object[] data = {numbers(steps * 2 * 3, from * 2 * 3), new double[steps * 2 * 2]};
        run.trainer().train(Batches.of(run.trainer(), run.array(data[0]), run.array(data[1])));
        return run.trainer().values("y").toArray();
    }

    private static List<double[]> states(Trainer trainer) {
        return trainer.states().stream().map(Tensor::toArray).toList();
    }

    @Test
    void numbersAreWhatTheFirstWindowStartsFrom() {
        ModelRun whole = run(MODEL, "window 6", "double");
        ModelRun parts = run(MODEL, "window 3, carry state", "double");
        List<double[]> fresh = states(parts.trainer());
        assertEquals(
                List.of("leaky.h", "lstm.h", "lstm.c", "y"),
                parts.trainer().states().stream().map(Tensor::name).toList());
        for (int i = 0; i < fresh.size(); i++) {
            double expected = new double[] {2, 0.25, -0.5, 0.75}[i];
            Arrays.stream(fresh.get(i)).forEach(value -> assertEquals(expected, value));
        }
        double[] expected = window(whole, 6, 0);
        assertArrayEquals(Arrays.copyOf(expected, 12), window(parts, 3, 0));
        assertArrayEquals(Arrays.copyOfRange(expected, 12, 24), window(parts, 3, 3), "it goes on");
        parts.trainer().resetState();
        assertArrayEquals(Arrays.copyOf(expected, 12), window(parts, 3, 0), "it begins anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"window 4, carry state", "window 4, backward 2", "window 4, backward 2, carry state"})
    void windowsComputeWhatTheGraphMeans(String train) {
        for (String precision : List.of("double", "float")) {
            String gradients = train.contains("backward") ? "; gradients input" : "; gradients input, state";
            String text = MODEL + "loss mse(y) train { batch 3; optimizer adam(rate = 0.01); " + train + gradients
                    + " } precision " + precision;
            ModelSpec spec = EmittedModel.spec("Carried", text);
            WindowComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
            StreamComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
        }
    }

    @Test
    void aSequenceThatIsSteppedStartsFromThemToo() {
        ModelRun whole = run(MODEL, "window 6", "double");
        StreamingModel model =
                (StreamingModel) run(MODEL, "window 3, carry state", "double").model();
        double[] expected = window(whole, 6, 0);
        Session session = model.newSession();
        State state = model.newState();
        for (int again = 0; again < 2; again++) {
            for (int t = 0; t < 6; t++) {
                double[] y = new double[2];
                double[] x = Arrays.copyOf(numbers(36, 0), 36);
                session.step(state, new Object[] {Arrays.copyOfRange(x, t * 6, t * 6 + 3)}, new Object[] {y});
                assertArrayEquals(Arrays.copyOfRange(expected, t * 4, t * 4 + 2), y, 1e-15);
            }
            state.reset();
        }
    }

    @Test
    void aStateThatNobodyLooksBackAtIsShown() {
        ModelRun run = run(
                """
                cell pair(n) {
                  input x: vector<n>
                  state h, twice: vector<n>
                  h = tanh(0.5 * h[t-1] + x)
                  twice = 2 * h
                  output concat(h, twice)
                }
                input x: vector<3>
                output y = x |> pair(3) |> dense(2)
                """.replace("output concat(h, twice)", "both = concat(h, twice)\n  output both"),
                "window 3, carry state; observe pair.twice",
                "float");
        assertEquals(
                List.of("pair.h", "pair.twice"),
                run.trainer().states().stream().map(Tensor::name).toList());
        window(run, 3, 0);
        double[] twice = run.trainer().values("pair.twice").toArray();
        assertArrayEquals(
                Arrays.copyOfRange(twice, 12, 18), run.trainer().states().get(1).toArray());
        assertArrayEquals(
                Arrays.stream(run.trainer().states().get(0).toArray())
                        .map(h -> 2 * h)
                        .toArray(),
                run.trainer().states().get(1).toArray());
    }
}
