// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.grid;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.rnnc.processor.standalone.LoadedModel;
import org.rnnc.processor.standalone.SpecChecker;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.samples.benchmarks.workload.Generated;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.WarmUp;

/**
 * Training windows of small and large layers, alone and in batches, by generated code and by loops written by hand, in
 * turns: whether there is a size at which one had better write the loops.
 */
public final class Grid {
    private static final String VECTOR = "vector";
    private static final int[] HIDDEN = {4, 8, 16, 32, 64, 100, 128, 256, 512};
    private static final int[] BATCH = {1, 4, 32};
    private static final int WINDOWS = 8;
    private static final int TURNS = 15;
    private static final double WARM_UP_MILLIS = 800;
    private static final double TURN_NANOS = 10e6;
    private static final double NANOS_PER_MICRO = 1e3;
    /**
     * Of the losses of the first windows: both compute in float, in other orders, and the first steps of Adagrad go by the
     * signs of gradients, of which those near zero differ.
     */
    private static final double[] TOLERANCE = {1e-5, 1e-2, 3e-2};

    private Grid() {}

    /**
     * Prints a table.
     *
     * @param words cells to measure, all if there are none; and {@code vector} for the engine that uses vectors
     */
    public static void run(List<String> words) {
        boolean vector = words.contains(VECTOR);
        System.setProperty(Generated.ENGINE, vector ? VECTOR : "plain");
        System.out.printf("JDK %d%n%n", Runtime.version().feature());
        System.out.println("| cell | hidden | batch | engine | generated | by hand | by hand / generated |");
        System.out.println("|---|--:|--:|---|--:|--:|--:|");
        for (LoopCell cell : LoopCell.values()) {
            if (words.size() == (vector ? 1 : 0) || words.contains(cell.name().toLowerCase(Locale.ROOT))) {
                for (int hidden : HIDDEN) {
                    for (int batch : BATCH) {
                        measure(cell, hidden, batch);
                    }
                }
            }
        }
    }

    private static void measure(LoopCell cell, int hidden, int batch) {
        String layer = cell.name().toLowerCase(Locale.ROOT);
        Model model = generated(layer, hidden, batch);
        LoopNetwork loops = new LoopNetwork(cell, hidden, batch);
        loops.take(model, layer);
        Trainer trainer = model.newTrainer();
        int[][] inputs = windows(batch, 1);
        int[][] targets = windows(batch, 2);
        Batch[] batches = new Batch[WINDOWS];
        Arrays.setAll(batches, i -> Batch.of(model.info(), inputs[i], targets[i]));
        for (int i = 0; i < TOLERANCE.length; i++) {
            double ours = trainer.train(batches[i]);
            double theirs = loops.train(inputs[i], targets[i]);
            if (Math.abs(ours - theirs) > TOLERANCE[i] * Math.abs(theirs)) {
                throw new IllegalStateException(
                        cell + " " + hidden + ": window " + i + " has the loss " + ours + ", by hand " + theirs);
            }
        }
        Timed generated = calls -> {
            for (int i = 0; i < calls; i++) {
                trainer.train(batches[i % WINDOWS]);
            }
        };
        Timed byHand = calls -> {
            for (int i = 0; i < calls; i++) {
                loops.train(inputs[i % WINDOWS], targets[i % WINDOWS]);
            }
        };
        double[] nanos = inTurns(generated, byHand);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %s | %,.1f us | %,.1f us | %.2f |%n",
                layer,
                hidden,
                batch,
                model.info().engine(),
                nanos[0] / NANOS_PER_MICRO,
                nanos[1] / NANOS_PER_MICRO,
                nanos[1] / nanos[0]);
    }

    private static Model generated(String layer, int hidden, int batch) {
        String spec = """
                model Net {
                  input  x: token<%d>
                  output next = x |> %s(%d) |> dense(%d) |> softmax
                  loss   crossEntropy(next)
                  train  { window %d, carry state; batch %d; optimizer adagrad(rate = 0.1); clip value 5 }
                }
                """.formatted(LoopNetwork.TOKENS, layer, hidden, LoopNetwork.TOKENS, LoopNetwork.WINDOW, batch);
        try {
            InputStream text = new ByteArrayInputStream(spec.getBytes(StandardCharsets.UTF_8));
            return LoadedModel.of(SpecChecker.check(text, Optional.empty(), "Net.rnn")
                            .models()
                            .get(0))
                    .create(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[][] windows(int batch, long seed) {
        Random random = new Random(seed);
        int[][] windows = new int[WINDOWS][LoopNetwork.WINDOW * batch];
        for (int[] window : windows) {
            Arrays.setAll(window, i -> random.nextInt(LoopNetwork.TOKENS));
        }
        return windows;
    }

    /** Medians of a call, of both. */
    private static double[] inTurns(Timed... contenders) {
        int[] calls = new int[contenders.length];
        for (int i = 0; i < contenders.length; i++) {
            calls[i] = (int) Math.max(1, TURN_NANOS / WarmUp.run(contenders[i], WARM_UP_MILLIS, false));
        }
        double[][] nanos = new double[contenders.length][TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < contenders.length; i++) {
                long begin = System.nanoTime();
                contenders[i].run(calls[i]);
                nanos[i][turn] = (System.nanoTime() - begin) / (double) calls[i];
            }
        }
        return Arrays.stream(nanos)
                .peek(Arrays::sort)
                .mapToDouble(sorted -> sorted[TURNS / 2])
                .toArray();
    }
}
