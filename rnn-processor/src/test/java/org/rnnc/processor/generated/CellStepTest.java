// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.inspection.CellStep;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;

/** One step of a cell by itself, forward and backward. */
class CellStepTest {
    private static final int BATCH = 10;
    private static final int INPUTS = 3;
    private static final int HIDDEN = 5;

    private static final String CLASSROOM = """
            cell classroom(n) {
              input x: vector<m>
              param Wax: matrix<n, m>, Waa: matrix<n, n>, ba: vector<n>
              state a: vector<n>
              a = tanh(Waa * a[t-1] + Wax * x + ba)
              output a
            }
            input  x: vector<3>
            output a = x |> classroom(5)
            loss   linear(a)
            train { window 1; batch 10; gradients input, state }
            precision %s
            """;

    private static final String LSTM = """
            input  x: vector<3>
            output h = x |> lstm(5) as cell
            output c = cell.c
            loss   linear(h) + linear(c)
            train { window 1; batch 10; gradients input, state; observe cell.f, cell.i }
            precision double
            """;

    private final SplittableRandom random = new SplittableRandom(5);

    private static Model model(String body) {
        return CompiledModel.of(EmittedModel.spec("Step", body)).create(3);
    }

    private double[] numbers(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    /** {@code rnn_cell_backward} as taught: dtanh = (1 - a^2) da, and products with it. */
    @Test
    void theClassroomsFormulas() {
        Model model = model(CLASSROOM.formatted("double"));
        model.parameter("classroom.ba").write(numbers(HIDDEN));
        double[] x = numbers(BATCH * INPUTS);
        double[] aPrevious = numbers(BATCH * HIDDEN);
        double[] da = numbers(BATCH * HIDDEN);
        CellStep step = new CellStep(model);
        step.forward(Map.of("x", x), Map.of("a", aPrevious));
        step.backward(Map.of("a", da));

        double[] wax = model.parameter("classroom.Wax").toArray();
        double[] waa = model.parameter("classroom.Waa").toArray();
        double[] ba = model.parameter("classroom.ba").toArray();
        double[] a = new double[BATCH * HIDDEN];
        double[] dx = new double[BATCH * INPUTS];
        double[] daPrevious = new double[BATCH * HIDDEN];
        double[] dWax = new double[HIDDEN * INPUTS];
        double[] dWaa = new double[HIDDEN * HIDDEN];
        double[] dba = new double[HIDDEN];
        for (int s = 0; s < BATCH; s++) {
            for (int i = 0; i < HIDDEN; i++) {
                double sum = ba[i];
                for (int j = 0; j < INPUTS; j++) {
                    sum += wax[i * INPUTS + j] * x[s * INPUTS + j];
                }
                for (int j = 0; j < HIDDEN; j++) {
                    sum += waa[i * HIDDEN + j] * aPrevious[s * HIDDEN + j];
                }
                double value = Math.tanh(sum);
                a[s * HIDDEN + i] = value;
                double dtanh = (1 - value * value) * da[s * HIDDEN + i];
                dba[i] += dtanh;
                for (int j = 0; j < INPUTS; j++) {
                    dWax[i * INPUTS + j] += dtanh * x[s * INPUTS + j];
                    dx[s * INPUTS + j] += wax[i * INPUTS + j] * dtanh;
                }
                for (int j = 0; j < HIDDEN; j++) {
                    dWaa[i * HIDDEN + j] += dtanh * aPrevious[s * HIDDEN + j];
                    daPrevious[s * HIDDEN + j] += waa[i * HIDDEN + j] * dtanh;
                }
            }
        }
        close(a, step.value("a"));
        close(dx, step.inputGradient("x"));
        close(daPrevious, step.stateGradient("a"));
        close(dWax, step.parameterGradient("Wax"));
        close(dWaa, step.parameterGradient("Waa"));
        close(dba, step.parameterGradient("classroom.ba"));
        assertArrayEquals(new int[] {BATCH, HIDDEN}, step.stateGradient("a").shape());
    }

    private static void close(double[] expected, Tensor got) {
        assertArrayEquals(expected, got.toArray(), 1e-13, got.name());
    }

    /** All gradients against central differences of {@code sum(dh .* h) + sum(dc .* c)}, computed outside. */
    @Test
    void anLstmWithWhatComesFromTheNextStep() {
        Model model = model(LSTM);
        Map<String, double[]> inputs = Map.of("x", numbers(BATCH * INPUTS));
        Map<String, double[]> states = Map.of("cell.h", numbers(BATCH * HIDDEN), "cell.c", numbers(BATCH * HIDDEN));
        Map<String, double[]> next = Map.of("h", numbers(BATCH * HIDDEN), "c", numbers(BATCH * HIDDEN));
        CellStep step = new CellStep(model);
        step.forward(inputs, states);
        step.backward(next);
        Map<String, double[]> gradients = new LinkedHashMap<>();
        gradients.put("x", step.inputGradient("x").toArray());
        states.keySet()
                .forEach(name -> gradients.put(name, step.stateGradient(name).toArray()));
        model.parameters()
                .forEach(p ->
                        gradients.put(p.name(), step.parameterGradient(p.name()).toArray()));
        assertEquals(7, gradients.size());
        Supplier<Double> sum = () -> {
            step.forward(inputs, states);
            return dot(next.get("h"), step.value("h")) + dot(next.get("c"), step.value("c"));
        };
        check(gradients.get("x"), inputs.get("x"), () -> {}, sum);
        states.forEach((name, values) -> check(gradients.get(name), values, () -> {}, sum));
        for (Tensor parameter : model.parameters()) {
            double[] values = parameter.toArray();
            check(gradients.get(parameter.name()), values, () -> parameter.write(values), sum);
        }
    }

    private static double dot(double[] a, Tensor b) {
        double[] values = b.toArray();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * values[i];
        }
        return sum;
    }

    private static void check(double[] gradient, double[] values, Runnable changed, Supplier<Double> sum) {
        double step = 1e-5;
        for (int i = 0; i < values.length; i++) {
            double here = values[i];
            values[i] = here + step;
            changed.run();
            double above = sum.get();
            values[i] = here - step;
            changed.run();
            double below = sum.get();
            values[i] = here;
            changed.run();
            assertEquals((above - below) / (2 * step), gradient[i], 1e-8);
        }
    }

    /** The gate's gradient by hand: c = f c' + i g, so that dL/df = c' dL/dc. */
    @Test
    void aGateByItself() {
        CellStep step = new CellStep(model(LSTM));
        double[] cPrevious = numbers(BATCH * HIDDEN);
        double[] dc = numbers(BATCH * HIDDEN);
        step.forward(Map.of("x", numbers(BATCH * INPUTS)), Map.of("c", cPrevious));
        step.backward(Map.of("c", dc));
        double[] df = step.valueGradient("cell.f").toArray();
        double[] dcPrevious = step.stateGradient("c").toArray();
        double[] f = step.value("cell.f").toArray();
        for (int i = 0; i < df.length; i++) {
            assertEquals(cPrevious[i] * dc[i], df[i], 1e-15);
            assertEquals(f[i] * dc[i], dcPrevious[i], 1e-15);
        }
    }

    @Test
    void floatsAndTokens() {
        CellStep step = new CellStep(model("""
                input x: token<4>
                output h = x |> rnn(2)
                loss linear(h)
                train { window 1; batch 2; gradients state }
                """));
        step.forward(Map.of("x", new double[] {3, 0}), Map.of());
        step.backward(Map.of("h", new double[] {1, 0, 0, 0}));
        double[] gradient = step.parameterGradient("weight_ih").toArray();
        double h = step.value("h").get(0, 0, 0);
        assertEquals(1 - h * h, gradient[3], 1e-6);
        assertEquals(0, gradient[0]);
        assertThrows(IllegalArgumentException.class, () -> step.forward(Map.of("x", new double[] {1.5, 0}), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> step.forward(Map.of("x", new double[] {4, 0}), Map.of()));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        CellStep step = new CellStep(model(CLASSROOM.formatted("float")));
        Map<String, double[]> x = Map.of("x", new double[30]);
        refused(
                "model Step has no input \"y\". There are: x",
                () -> step.forward(Map.of("y", new double[3]), Map.of()));
        refused("input \"x\" is missing", () -> step.forward(Map.of(), Map.of()));
        refused(
                "model Step has no state \"h\". There are: classroom.a",
                () -> step.forward(x, Map.of("h", new double[50])));
        refused("\"a\": expected length 50, found length 49", () -> step.forward(x, Map.of("a", new double[49])));
        refused(
                "model Step has no output with linear(...) called \"b\". There are: a",
                () -> step.backward(Map.of("b", new double[50])));
        assertTrue(step.value("a").size() == 50);
        String windows = CLASSROOM.formatted("float").replace("window 1", "window 2");
        refused(
                "model Step has a window of 2 steps; a single step needs train { window 1 }",
                () -> new CellStep(model(windows)));
        CellStep squares = new CellStep(model(CLASSROOM.formatted("float").replace("linear", "mse")));
        refused(
                "the loss of model Step is not a sum of linear(...) of its outputs",
                () -> squares.forward(Map.of("x", numbers(30)), Map.of()));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
