// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.FedBack;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** What holds for every model of several axes: of sequences that are long along one and short, or empty, along another. */
final class AxesChecks {
    private static final int WINDOWS = 3;

    private final ModelSpec spec;
    private final Graph graph;
    private final CompiledModel compiled;

    AxesChecks(ModelSpec spec, CompiledModel compiled) {
        this.spec = spec;
        this.graph = spec.graph();
        this.compiled = compiled;
    }

    // ---- against the interpreter -----------------------------------------------------------------------------------

    /** Values, loss and gradients of some windows, with an update after each. */
    void interpreter() {
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(true, false));
        Model model = compiled.create(1);
        Trainer trainer = model.newTrainer();
        for (int window = 0; window < WINDOWS; window++) {
            AxesData data = AxesData.random(spec, window);
            GraphInterpreter expected = data.fill(
                    new GraphInterpreter(
                            adjoint.nodes(),
                            adjoint.states(),
                            data::steps,
                            spec.training().batch()),
                    model,
                    window + 1);
            String when = "window " + window + ", ";
            double loss = trainer.train(data.batch(model));
            near(when + "loss", new double[] {loss}, expected.value(graph.loss().orElseThrow()));
            graph.values()
                    .forEach((name, node) ->
                            near(when + name, trainer.values(name).toArray(), expected.value(node)));
            graph.observed()
                    .forEach((name, node) ->
                            near(when + name, trainer.values(name).toArray(), expected.value(node)));
            graph.parameters()
                    .forEach(parameter -> near(
                            when + "gradient of " + parameter.qualifiedName(),
                            data.part(trainer.gradients(), parameter),
                            gradient(
                                    expected,
                                    adjoint.parameters().get(parameter.index()),
                                    parameter.shape().elements())));
            for (int i = 0; i < graph.inputs().size(); i++) {
                Node gradient = adjoint.inputs().get(i);
                if (gradient != null) {
                    double[] got = ModelRun.tensor(
                                    trainer.inputGradients(),
                                    graph.inputs().get(i).name())
                            .orElseThrow()
                            .toArray();
                    near(when + "gradient of input " + i, got, expected.value(gradient));
                }
            }
        }
    }

    private static double[] gradient(GraphInterpreter expected, Node gradient, long size) {
        return gradient == null ? new double[(int) size] : expected.value(gradient);
    }

    private void near(String what, double[] got, double[] expected) {
        boolean isFloat = spec.precision() == ModelSpec.Precision.FLOAT;
        double largest = isFloat ? 0.1 : 1e-3;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, got, largest * (isFloat ? 2e-4 : 1e-10), what);
    }

    // ---- bits ------------------------------------------------------------------------------------------------------

    /** Predictions have the bits of a window that is evaluated, also in a workspace with more room. */
    void predictions() {
        Model model = compiled.create(2);
        Trainer trainer = model.newTrainer();
        AxesData data = AxesData.random(spec, 7);
        trainer.evaluate(data.batch(model));
        List<Axis> axes = graph.axes();
        int[] steps = axes.stream().mapToInt(data::steps).toArray();
        int[] room =
                axes.stream().mapToInt(axis -> data.steps(axis) + axis.index()).toArray();
        int[][] lengths = axes.stream().map(data::along).toArray(int[][]::new);
        int batch = spec.training().batch();
        Object[] outputs = outputs(model, trainer);
        Predictor predictor = model.newPredictor(room, batch + 1);
        if (axes.stream().noneMatch(Axis::isTree)) {
            predictor.run(steps, batch, null, data.inputs(), outputs);
        }
        predictor.run(steps, batch, lengths, data.inputs(), outputs);
        for (int i = 0; i < outputs.length; i++) {
            DataSpec output = model.info().outputs().get(i);
            assertArrayEquals(trainer.values(output.name()).toArray(), wide(outputs[i]), output.name());
        }
    }

    /** Where tokens are fed back, a session that has read a sequence along the other axes says what a predictor says. */
    void steps() {
        if (!(compiled.create(2) instanceof StreamingModel model)) {
            return;
        }
        Session session = model.newSession();
        Trainer trainer = model.newTrainer();
        AxesData data = AxesData.random(spec, 9);
        trainer.evaluate(data.batch(model));
        FedBack fed = model.info().fedBack().get(0);
        Axis written = graph.axes().get(model.info().axisIndex(fed.axis()));
        for (int sequence = 0; sequence < spec.training().batch(); sequence++) {
            State state = model.newState();
            session.start(state, data.start(sequence, written));
            for (int step = 0; step < data.lengths(written)[sequence]; step++) {
                Object[] outputs = model.info().outputs().stream()
                        .filter(output -> isOfStep(output, fed))
                        .map(output -> data.array(new double[output.size()]))
                        .toArray();
                session.step(state, data.step(sequence, step, written), outputs);
                int index = 0;
                for (DataSpec output : model.info().outputs()) {
                    if (isOfStep(output, fed)) {
                        double[] all =
                                data.of(sequence, trainer.values(output.name()).toArray(), output.size());
                        assertArrayEquals(
                                Arrays.copyOfRange(all, step * output.size(), (step + 1) * output.size()),
                                wide(outputs[index++]),
                                output.name() + " at step " + step);
                    }
                }
            }
        }
    }

    private static boolean isOfStep(DataSpec output, FedBack fed) {
        return output.axis().equals(fed.axis()) && output.over().isEmpty();
    }

    private Object[] outputs(Model model, Trainer trainer) {
        return model.info().outputs().stream()
                .map(output -> trainer.values(output.name()).size())
                .map(size -> spec.precision() == ModelSpec.Precision.FLOAT ? new float[size] : new double[size])
                .toArray();
    }

    private static double[] wide(Object values) {
        if (values instanceof double[] numbers) {
            return numbers;
        }
        float[] narrow = (float[]) values;
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }

    /** Each sequence has the values that it has alone. */
    void alone(RandomModel model, CompiledModel single) {
        Model together = compiled.create(3);
        Model own = single.create(4);
        for (int i = 0; i < own.parameters().size(); i++) {
            own.parameters().get(i).write(together.parameters().get(i).toArray());
        }
        Trainer all = together.newTrainer();
        Trainer one = own.newTrainer();
        ModelSpec alone = model.alone();
        for (int window = 0; window < WINDOWS; window++) {
            AxesData data = AxesData.random(spec, 20 + window);
            all.gradients(data.batch(together));
            for (int sequence = 0; sequence < spec.training().batch(); sequence++) {
                one.gradients(data.alone(alone, sequence).batch(own).ids(new long[] {sequence}));
                for (String name : seen()) {
                    Tensor value = all.values(name);
                    int width = width(value.shape());
                    assertArrayEquals(
                            one.values(name).toArray(),
                            data.of(sequence, value.toArray(), width),
                            "window " + window + ", sequence " + sequence + ", " + name);
                }
            }
        }
    }

    /** Numbers of one sequence at a step: those at all steps of a second axis lie behind it. */
    private static int width(int[] shape) {
        return shape.length == 4 ? shape[2] * shape[3] : shape[shape.length - 1];
    }

    private List<String> seen() {
        List<String> names = new ArrayList<>(graph.observed().keySet());
        graph.values().forEach((name, node) -> {
            if (node.isVector() && !node.domain().isOnce()) {
                names.add(name);
            }
        });
        return names;
    }

    /** All that can be seen of some windows, with an update after each. */
    static Map<String, double[]> bits(ModelSpec spec, CompiledModel compiled) {
        Map<String, double[]> bits = new LinkedHashMap<>();
        Model model = compiled.create(5);
        Trainer trainer = model.newTrainer();
        for (int window = 0; window < WINDOWS; window++) {
            String when = "window " + window + ", ";
            AxesData data = AxesData.random(spec, 40 + window);
            bits.put(when + "loss", new double[] {trainer.train(data.batch(model))});
            trainer.gradients().forEach(t -> bits.put(when + "gradient of " + t.name(), t.toArray()));
            trainer.inputGradients().forEach(t -> bits.put(when + "gradient of input " + t.name(), t.toArray()));
            model.parameters().forEach(t -> bits.put(when + t.name(), t.toArray()));
        }
        return bits;
    }

    // ---- what costs ------------------------------------------------------------------------------------------------

    void nothingIsAllocated() {
        Model model = compiled.create(6);
        Trainer trainer = model.newTrainer();
        AxesData data = AxesData.random(spec, 8);
        Batch first = data.batch(model);
        Batch second = AxesData.random(spec, 9).batch(model);
        assertEquals(
                0,
                AllocationMeter.bytes(30, 20, () -> {
                    trainer.train(first);
                    trainer.evaluate(second);
                    trainer.gradients(first);
                }),
                "by a trainer");
        int[] steps = graph.axes().stream().mapToInt(data::steps).toArray();
        int[][] lengths = graph.axes().stream().map(data::along).toArray(int[][]::new);
        boolean trees = graph.axes().stream().anyMatch(Axis::isTree);
        int batch = spec.training().batch();
        Predictor predictor = model.newPredictor(steps, batch);
        Object[] inputs = data.inputs();
        Object[] outputs = outputs(model, trainer);
        assertEquals(
                0,
                AllocationMeter.bytes(30, 20, () -> {
                    predictor.run(steps, batch, lengths, inputs, outputs);
                    predictor.run(steps, batch, trees ? lengths : null, inputs, outputs);
                }),
                "by a predictor");
    }

    void methodsAreSmall() {
        compiled.classes()
                .forEach(
                        (name, bytes) -> assertTrue(MethodSizes.largest(bytes) <= MethodSizes.HUGE_METHOD_LIMIT, name));
    }
}
