// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;

/**
 * Times training windows in turns, in one JVM: one call of each network, and again. What else a machine does then slows
 * all of them down alike, so that ratios can be had where JMH's runs, one after the other, differ by what goes on beside.
 */
final class SideBySide {
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * A network.
     *
     * @param work its multiply-adds in products, in those of the first
     */
    private record Entrant(String name, double work, Runnable training) {}

    private final List<Entrant> networks = new ArrayList<>();
    private final int warmUp;
    private final int rounds;

    private SideBySide(int warmUp, int rounds) {
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    /** The character model and its kin. */
    static SideBySide networks() {
        SideBySide all = new SideBySide(4_000, 15_000);
        Text text = new Text(HandWrittenCharRnn.TOKENS, HandWrittenCharRnn.WINDOW, 1);
        all.add("Training.rnn", text, CharRnn.create(1).newTrainer()::train);
        all.add("Training.rnnInFull", text, CharRnnInFull.create(1).newTrainer()::train);
        all.add("Training.rnnDropout", text, CharRnnDropout.create(1).newTrainer()::train);
        all.add("Training.rnnDropConnect", text, CharRnnDropConnect.create(1).newTrainer()::train);
        all.add("Training.gru", text, CharGru.create(1).newTrainer()::train);
        all.add("Training.lstm", text, CharLstm.create(1).newTrainer()::train);
        return all;
    }

    /** One network with each option of the language. */
    static SideBySide options() {
        SideBySide all = new SideBySide(300, 600);
        all.add("lstm(128)", 1, NoOption.create(1), null);
        all.add("peepholeLstm", 1, Peepholes.create(1), null);
        all.add("layerNormLstm", 1, LayerNorms.create(1), null);
        all.add("dropout", 1, Dropout.create(1), null);
        all.add("recurrentDropout", 1, RecurrentDropout.create(1), null);
        all.add("dropConnect", 1, DropConnect.create(1), null);
        all.add("zoneout", 1, Zoneout.create(1), null);
        all.add("bidirectional", 2, BothWays.create(1), null);
        int[] lengths = {50, 44, 38, 31, 25, 19, 12, 6};
        all.add("lengths of 6 to 50", Arrays.stream(lengths).sum() / 400.0, NoOption.create(1), lengths);
        return all;
    }

    /** One network by windows of two lengths: their gradients, since the update that follows is the same for both. */
    static SideBySide windows() {
        SideBySide all = new SideBySide(400, 400);
        Trainer few = Window25.create(1).newTrainer();
        Trainer many = Window1000.create(1).newTrainer();
        Batch few25 = batch(few);
        Batch many1000 = batch(many);
        all.networks.add(new Entrant("25 steps, forward and backward", 1, () -> few.gradients(few25)));
        all.networks.add(new Entrant("1,000 steps", 40, () -> many.gradients(many1000)));
        return all;
    }

    /** Trees of as many nodes as sequences have steps, of other shapes in each window. */
    static SideBySide trees() {
        SideBySide all = new SideBySide(60, 150);
        TreesBenchmark data = new TreesBenchmark();
        all.networks.add(new Entrant("lstm(128) over sequences", 1, data::sequencesGenerated));
        all.networks.add(new Entrant("childSumLstm(128) over trees", 1, data::treesGenerated));
        all.networks.add(
                new Entrant("treeLstm(128) over binary trees", TreesBenchmark.BINARY_WORK, data::binaryTreesGenerated));
        return all;
    }

    /** An encoder with a decoder and a read-out, and what they are made of, each by itself. */
    static SideBySide translation() {
        SideBySide all = new SideBySide(20, 60);
        Runnable encoder = TranslationBenchmark.training(Encodes.create(1));
        Runnable decoder = TranslationBenchmark.training(Decodes.create(1));
        Runnable readOut = TranslationBenchmark.training(ReadsOut.create(1));
        all.networks.add(new Entrant("its parts, one after the other", 1, () -> {
            encoder.run();
            decoder.run();
            readOut.run();
        }));
        all.networks.add(new Entrant("encoder-decoder", 1, TranslationBenchmark.training(Translates.create(1))));
        all.networks.add(new Entrant("encoder", 1, encoder));
        all.networks.add(new Entrant("decoder", 1, decoder));
        all.networks.add(new Entrant("read-out", 1, readOut));
        return all;
    }

    /**
     * Translations of 30 words, four written by one beam and one by four: both take about as long, so that what interrupts
     * them on a machine that others use does so alike.
     */
    static SideBySide decoding() {
        SideBySide all = new SideBySide(200, 300);
        TranslationBenchmark data = new TranslationBenchmark();
        all.networks.add(new Entrant("four greedy decodings", 1, data::decodeGreedily));
        all.networks.add(new Entrant("one by beams of width 4", 1, data::decodeByBeams));
        return all;
    }

    private interface TokenTraining {
        float train(int[] inputs, int[] targets);
    }

    private void add(String name, Text text, TokenTraining training) {
        networks.add(new Entrant(name, 1, () -> {
            text.next();
            training.train(text.inputs(), text.targets());
        }));
    }

    private void add(String name, double work, Model model, int[] lengths) {
        Trainer trainer = model.newTrainer();
        Batch batch = batch(trainer);
        if (lengths != null) {
            batch.lengths(lengths);
        }
        networks.add(new Entrant(name, work, () -> trainer.train(batch)));
    }

    private static Batch batch(Trainer trainer) {
        Batch batch = Batch.zeros(trainer.model().info());
        fill((float[]) batch.input(0));
        fill((float[]) batch.target(0));
        return batch;
    }

    private static void fill(float[] numbers) {
        RandomSource random = RandomSource.of(1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
    }

    /** Fastest calls and medians as Markdown, with their ratios to the first network's, and these for as much work. */
    String table() {
        long[][] nanos = new long[networks.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i][Math.max(round, 0)] = time(networks.get(i).training());
            }
        }
        StringBuilder table = new StringBuilder();
        table.append("JDK ").append(Runtime.version().feature()).append(", in turns\n\n");
        table.append("| | fastest (median) | times the first (median) | times its products (median) |\n");
        table.append("|---|--:|--:|--:|\n");
        Arrays.stream(nanos).forEach(Arrays::sort);
        for (int i = 0; i < nanos.length; i++) {
            table.append(row(networks.get(i), nanos[i], nanos[0]));
        }
        return table.toString();
    }

    private static long time(Runnable training) {
        long begin = System.nanoTime();
        training.run();
        return System.nanoTime() - begin;
    }

    private String row(Entrant network, long[] nanos, long[] first) {
        double fastest = (double) nanos[0] / first[0];
        double median = (double) nanos[rounds / 2] / first[rounds / 2];
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f us (%,.1f) | %.2f (%.2f) | %.2f (%.2f) |%n",
                network.name(),
                nanos[0] / NANOS_PER_MICRO,
                nanos[rounds / 2] / NANOS_PER_MICRO,
                fastest,
                median,
                fastest / network.work(),
                median / network.work());
    }
}
