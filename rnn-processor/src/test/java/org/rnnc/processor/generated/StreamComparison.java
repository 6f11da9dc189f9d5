// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * One window at once against the same sequences step by step, each with a state of its own: the same bits in every
 * output, in every state after every step, and after a window in what the next one starts from.
 */
final class StreamComparison {
    private static final int WINDOWS = 2;

    private final ModelRun run;
    private final Graph graph;
    private final Session session;
    private final List<State> states;
    private final int steps;
    private final int batch;

    private StreamComparison(ModelRun run) {
        this.run = run;
        graph = run.spec().graph();
        StreamingModel model = (StreamingModel) run.model();
        session = model.newSession();
        steps = run.spec().training().window();
        batch = run.spec().training().batch();
        states = java.util.stream.Stream.generate(model::newState).limit(batch).toList();
    }

    static void compare(ModelRun run) {
        new StreamComparison(run).windows();
    }

    private void windows() {
        WindowData first = WindowData.random(graph, steps, batch, 5);
        run.start(first);
        for (int i = 0; i < WINDOWS; i++) {
            WindowData data = run.now(WindowData.random(graph, steps, batch, 6 + i));
            for (int sequence = 0; sequence < batch; sequence++) {
                startLikeWindow(data, sequence);
            }
            run.trainer().evaluate(Batches.of(run.trainer(), run.arrays(data)));
            for (int sequence = 0; sequence < batch; sequence++) {
                sequence("window " + i + ", ", data, sequence);
            }
            run.trainer().advanceState();
            for (int sequence = 0; sequence < batch; sequence++) {
                if (run.spec().training().carryState()) {
                    compareStates("after window " + i + ", ", sequence);
                }
            }
        }
    }

    /** Gives the session's state of {@code sequence} what the trainer's next window starts from. */
    private void startLikeWindow(WindowData data, int sequence) {
        session.start(states.get(sequence), inputs(data, Domain.SEQUENCE, sequence));
        for (Tensor own : states.get(sequence).tensors()) {
            ModelRun.tensor(run.trainer().states(), own.name())
                    .ifPresent(all -> own.write(row(all.toArray(), sequence, own.size())));
        }
    }

    private void sequence(String when, WindowData data, int sequence) {
        Object[] outputs = graph.outputs().stream()
                .map(name -> run.array(new double[graph.values().get(name).size()]))
                .toArray();
        for (int step = 0; step < steps; step++) {
            Object[] inputs = inputs(data, Domain.step(Axis.TIME), step * batch + sequence);
            session.step(states.get(sequence), inputs, outputs);
            String where = when + "step " + step + " of sequence " + sequence + ": ";
            for (int i = 0; i < outputs.length; i++) {
                String name = graph.outputs().get(i);
                boolean perStep = graph.values().get(name).domain().isPerStep();
                if (perStep || step == steps - 1) {
                    compare(where + name, name, perStep ? step : 0, sequence, wide(outputs[i]));
                }
            }
            compareStates(where, step, sequence);
        }
    }

    /** A datum of each input of {@code domain}. */
    private Object[] inputs(WindowData data, Domain domain, int row) {
        List<Object> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            if (graph.inputs().get(i).domain().equals(domain)) {
                inputs.add(datum(data.inputs().get(i), graph.inputs().get(i).shape(), row));
            }
        }
        return inputs.toArray();
    }

    /** The states that this step has left against the window's values of the same names. */
    private void compareStates(String where, int step, int sequence) {
        for (Tensor own : states.get(sequence).tensors()) {
            if (isCarried(own)) {
                compare(where + own.name(), own.name().replace('.', '_'), step, sequence, own.toArray());
            }
        }
    }

    /** Whether the state can matter to an output: what does not is not computed by the step. */
    private boolean isCarried(Tensor own) {
        return graph.values().containsKey(own.name().replace('.', '_'))
                && Reach.ofOutputs(graph).contains(own.name());
    }

    private void compareStates(String where, int sequence) {
        for (Tensor own : states.get(sequence).tensors()) {
            if (isCarried(own)) {
                ModelRun.tensor(run.trainer().states(), own.name())
                        .ifPresent(all ->
                                same(where + own.name(), row(all.toArray(), sequence, own.size()), own.toArray()));
            }
        }
    }

    private void compare(String what, String value, int step, int sequence, double[] got) {
        Node node = graph.values().get(value);
        same(what, row(run.trainer().values(value).toArray(), step * batch + sequence, node.size()), got);
    }

    /** Bits: a float widened to double has kept its own. */
    private static void same(String what, double[] window, double[] step) {
        for (int i = 0; i < window.length; i++) {
            int index = i;
            assertEquals(
                    Double.doubleToRawLongBits(window[i]),
                    Double.doubleToRawLongBits(step[i]),
                    () -> what + "[" + index + "] is " + step[index] + ", and in the window " + window[index]);
        }
    }

    private Object datum(Object values, Shape shape, int row) {
        if (values instanceof int[] tokens) {
            return new int[] {tokens[row]};
        }
        return run.array(row((double[]) values, row, (int) shape.elements()));
    }

    private static double[] row(double[] values, int row, int size) {
        return java.util.Arrays.copyOfRange(values, row * size, (row + 1) * size);
    }

    private static double[] wide(Object values) {
        if (values instanceof float[] narrow) {
            double[] wide = new double[narrow.length];
            java.util.Arrays.setAll(wide, i -> narrow[i]);
            return wide;
        }
        return (double[]) values;
    }
}
