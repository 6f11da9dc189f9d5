// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.Arrays;
import java.util.Optional;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** What a sequence has in a batch against what it has alone: the same bits, but for sums over the batch. */
final class SequenceComparison {
    private final ModelRun together;
    private final ModelRun run;
    private final LengthsData specs;
    private final boolean apart;
    private final Graph graph;
    private final int steps;
    private final int batch;

    /**
     * @param run of one sequence
     * @param apart whether gradients can be compared, too
     */
    SequenceComparison(ModelRun together, ModelRun run, LengthsData specs, boolean apart) {
        this.together = together;
        this.run = run;
        this.specs = specs;
        this.apart = apart;
        graph = together.spec().graph();
        steps = specs.steps();
        batch = specs.batch();
    }

    /**
     * @param lengths of the window that has just been computed together
     * @param id of the sequence
     * @param own the sequence's length alone, or null
     */
    void compare(String when, WindowData data, int[] lengths, int sequence, long id, int[] own) {
        int window = run.spec().training().window();
        run.trainer().states().forEach(state -> {
            double[] all = data.initials().get(index(state.name()));
            state.write(row(all, sequence, state.size()));
        });
        run.name(id);
        run.gradients(specs.alone(data, sequence, window, run), own);
        int length = specs.actual(lengths)[sequence];
        String where = when + "sequence " + sequence + ", ";
        graph.values().forEach((name, node) -> {
            if (node.isVector() && !node.domain().isOnce()) {
                Tensor all = together.trainer().values(name);
                Tensor single = run.trainer().values(name);
                if (node.domain().isPerStep()) {
                    steps(where + name, all, single, sequence, length);
                } else {
                    same(where + name, row(all.toArray(), sequence, single.size()), single.toArray());
                }
            }
        });
        graph.observed().keySet().forEach(path -> {
            observed(
                    where + path, together.trainer().values(path), run.trainer().values(path), sequence, length);
            gradient(together.trainer(), path)
                    .filter(all -> apart)
                    .ifPresent(all -> observed(
                            where + "gradient of " + path, all, run.trainer().valueGradients(path), sequence, length));
        });
        for (int i = 0; i < run.trainer().states().size(); i++) {
            Tensor single = run.trainer().states().get(i);
            double[] all = together.trainer().states().get(i).toArray();
            same(where + "next " + single.name(), row(all, sequence, single.size()), single.toArray());
        }
        for (int i = 0; i < run.trainer().inputGradients().size() && apart; i++) {
            Tensor single = run.trainer().inputGradients().get(i);
            Tensor all = together.trainer().inputGradients().get(i);
            String what = where + "gradient of " + all.name();
            if (all.shape().length == 3) {
                steps(what, all, single, sequence, length);
            } else {
                same(what, row(all.toArray(), sequence, single.size()), single.toArray());
            }
        }
    }

    private void observed(String what, Tensor all, Tensor single, int sequence, int length) {
        if (all.shape().length == 3) {
            steps(what, all, single, sequence, length);
        } else {
            same(what, row(all.toArray(), sequence, single.size()), single.toArray());
        }
    }

    /** Absent where the loss does not depend on the value. */
    private static Optional<Tensor> gradient(Trainer trainer, String path) {
        try {
            return Optional.of(trainer.valueGradients(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private int index(String state) {
        return graph.states().stream()
                .filter(s -> s.name().equals(state))
                .findFirst()
                .orElseThrow()
                .index();
    }

    /** The steps that exist are the same, the others zero. */
    private void steps(String what, Tensor all, Tensor single, int sequence, int length) {
        double[] got = all.toArray();
        double[] expected = single.toArray();
        int n = got.length / steps / batch;
        for (int t = 0; t < steps; t++) {
            double[] row = t < length ? row(expected, t, n) : new double[n];
            same(what + " at step " + t, row(got, t * batch + sequence, n), row);
        }
    }

    private static double[] row(double[] values, int row, int size) {
        return Arrays.copyOfRange(values, row * size, (row + 1) * size);
    }

    /** Bits: a float widened to double has kept its own. */
    private static void same(String what, double[] got, double[] expected) {
        if (!Arrays.equals(got, expected)) {
            throw new AssertionError(what + " is " + Arrays.toString(got) + ", alone " + Arrays.toString(expected));
        }
    }
}
