// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Predictions of whole sequences have the bits of a training window's forward pass, and those of single steps; a run that
 * goes on from running states has those of one run over everything.
 */
final class PredictorComparison {
    private final ModelRun run;
    private final ModelInfo info;
    private final Predictor predictor;
    private final int steps;
    private final int batch;
    private final WindowData data;
    private final Object[] inputs;
    private final int[] lengths;

    private PredictorComparison(ModelRun run, long seed) {
        this.run = run;
        info = run.model().info();
        steps = info.window();
        batch = info.batch();
        predictor = run.model().newPredictor(steps + 2, batch + 1);
        data = WindowData.random(run.spec().graph(), steps, batch, seed);
        inputs = inputs(run, data);
        SplittableRandom random = new SplittableRandom(seed);
        lengths = random.ints(batch, 0, steps + 1).toArray();
        lengths[random.nextInt(batch)] = steps;
    }

    static void compare(ModelRun run, long seed) {
        PredictorComparison comparison = new PredictorComparison(run, seed);
        comparison.windows();
        if (run.model() instanceof StreamingModel model) {
            comparison.steps(model);
            comparison.inTwoRuns(model);
        }
    }

    static Object[] inputs(ModelRun run, WindowData data) {
        return Arrays.copyOf(run.arrays(data), run.model().info().inputs().size());
    }

    static Object[] outputs(ModelRun run, int steps, int batch) {
        return run.model().info().outputs().stream()
                .map(spec -> run.array(new double[(spec.perStep() ? steps : 1) * batch * spec.size()]))
                .toArray();
    }

    // ---- against a window ------------------------------------------------------------------------------------------

    private void windows() {
        predictor.run(1, 1, null, null, part(0, 1, 0), outputs(run, 1, 1));
        for (int[] some : new int[][] {lengths, null, new int[batch]}) {
            run.trainer().resetState();
            run.trainer().evaluate(Batches.of(run.trainer(), run.arrays(data), some));
            Object[] outputs = outputs(run, steps, batch);
            predictor.run(steps, batch, some, null, inputs, outputs);
            for (int i = 0; i < outputs.length; i++) {
                same(info.outputs().get(i).name(), outputs[i]);
            }
            for (String path : readable()) {
                Tensor window = run.trainer().values(path);
                Object values = run.array(new double[window.size()]);
                predictor.read(path, values);
                same(path, values);
            }
        }
    }

    /** The observed values that there can be without a target; a running state must have what they need. */
    private List<String> readable() {
        Map<String, Node> readable = EmittedModel.plan(run.spec()).readable();
        run.spec().graph().observed().forEach((path, node) -> {
            if (!readable.containsKey(path) && !(run.model() instanceof StreamingModel)) {
                assertTrue(needsTarget(node), () -> path + " cannot be read");
            }
        });
        return readable.keySet().stream()
                .filter(run.spec().graph().observed()::containsKey)
                .toList();
    }

    private static boolean needsTarget(Node node) {
        return node.isMatrix()
                || node.op() instanceof Op.Target
                || node.op() instanceof Op.StepCount
                || node.inputs().stream().anyMatch(PredictorComparison::needsTarget);
    }

    private void same(String name, Object got) {
        same("prediction of " + name, run.trainer().values(name).toArray(), wide(got));
    }

    // ---- against single steps --------------------------------------------------------------------------------------

    private void steps(StreamingModel model) {
        Session session = model.newSession();
        State[] states = states(model, session);
        Object[] outputs = outputs(run, steps, batch);
        predictor.run(steps, batch, lengths, states, inputs, outputs);
        for (int sequence = 0; sequence < batch; sequence++) {
            State state = states(model, session)[sequence];
            for (int step = 0; step < lengths[sequence]; step++) {
                Object[] own = outputs(run, 1, 1);
                session.step(state, streamed(part(step, 1, sequence)), own);
                for (int i = 0; i < own.length; i++) {
                    DataSpec spec = info.outputs().get(i);
                    if (spec.perStep() || step == lengths[sequence] - 1) {
                        int row = (spec.perStep() ? step * batch : 0) + sequence;
                        String what = "step " + step + " of sequence " + sequence + ", " + spec.name();
                        same(what, row(wide(outputs[i]), row, spec.size()), wide(own[i]));
                    }
                }
            }
            sameStates("end of sequence " + sequence, state, states[sequence]);
        }
    }

    /** A session's inputs: those of a step. */
    private Object[] streamed(Object[] of) {
        List<Object> streamed = new ArrayList<>();
        for (int i = 0; i < of.length; i++) {
            if (info.inputs().get(i).perStep()) {
                streamed.add(of[i]);
            }
        }
        return streamed.toArray();
    }

    /** New states that know their inputs per sequence. */
    private State[] states(StreamingModel model, Session session) {
        State[] states = new State[batch];
        for (int sequence = 0; sequence < batch; sequence++) {
            states[sequence] = model.newState();
            List<Object> start = new ArrayList<>();
            Object[] all = part(0, 1, sequence);
            for (int i = 0; i < all.length; i++) {
                if (!info.inputs().get(i).perStep()) {
                    start.add(all[i]);
                }
            }
            session.start(states[sequence], start.toArray());
        }
        return states;
    }

    private static void sameStates(String where, State expected, State got) {
        for (int i = 0; i < expected.tensors().size(); i++) {
            Tensor tensor = expected.tensors().get(i);
            same(
                    where + ", " + tensor.name(),
                    tensor.toArray(),
                    got.tensors().get(i).toArray());
        }
    }

    // ---- going on --------------------------------------------------------------------------------------------------

    /** The last sequence by itself, cut in two. */
    private void inTwoRuns(StreamingModel model) {
        int sequence = batch - 1;
        Session session = model.newSession();
        State[] whole = {states(model, session)[sequence]};
        State[] parts = {states(model, session)[sequence]};
        Object[] outputs = outputs(run, steps, 1);
        predictor.run(steps, 1, null, whole, part(0, steps, sequence), outputs);
        int cut = (steps + 1) / 2;
        for (int from = 0; from < steps; from += cut) {
            int count = Math.min(cut, steps - from);
            Object[] some = outputs(run, count, 1);
            predictor.run(count, 1, null, parts, part(from, count, sequence), some);
            for (int i = 0; i < some.length; i++) {
                DataSpec spec = info.outputs().get(i);
                if (spec.perStep()) {
                    double[] all = wide(outputs[i]);
                    double[] expected = Arrays.copyOfRange(all, from * spec.size(), (from + count) * spec.size());
                    same("steps from " + from + " on of " + spec.name(), expected, wide(some[i]));
                }
            }
        }
        sameStates("after two runs", whole[0], parts[0]);
    }

    /** Some steps of one sequence. */
    private Object[] part(int from, int count, int sequence) {
        Object[] part = new Object[inputs.length];
        for (int i = 0; i < part.length; i++) {
            DataSpec spec = info.inputs().get(i);
            int rows = spec.perStep() ? count : 1;
            int first = spec.perStep() ? from : 0;
            double[] all = spec.kind() == DataSpec.Kind.TOKEN
                    ? Arrays.stream((int[]) inputs[i]).asDoubleStream().toArray()
                    : wide(inputs[i]);
            double[] own = new double[rows * spec.width()];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        all, ((first + row) * batch + sequence) * spec.width(), own, row * spec.width(), spec.width());
            }
            part[i] = spec.kind() == DataSpec.Kind.TOKEN
                    ? Arrays.stream(own).mapToInt(x -> (int) x).toArray()
                    : run.array(own);
        }
        return part;
    }

    private static double[] row(double[] values, int row, int size) {
        return Arrays.copyOfRange(values, row * size, (row + 1) * size);
    }

    private static double[] wide(Object values) {
        if (values instanceof float[] narrow) {
            double[] wide = new double[narrow.length];
            Arrays.setAll(wide, i -> narrow[i]);
            return wide;
        }
        return (double[]) values;
    }

    /** Bits: a float widened to double has kept its own. */
    private static void same(String what, double[] expected, double[] got) {
        assertEquals(expected.length, got.length, what);
        for (int i = 0; i < expected.length; i++) {
            int index = i;
            assertEquals(
                    Double.doubleToRawLongBits(expected[i]),
                    Double.doubleToRawLongBits(got[i]),
                    () -> what + "[" + index + "] is " + got[index] + ", expected " + expected[index]);
        }
    }
}
