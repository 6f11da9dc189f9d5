// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Times training windows in turns, in one JVM: one call of each network, and again. What else a machine does then slows
 * all of them down alike, so that ratios can be had where JMH's runs, one after the other, differ by what goes on beside.
 */
final class SideBySide {
    private static final int WARM_UP = 4_000;
    private static final int ROUNDS = 15_000;
    private static final double NANOS_PER_MICRO = 1e3;

    private interface Training {
        float train(int[] inputs, int[] targets);
    }

    private final Map<String, Training> networks = new LinkedHashMap<>();
    private final Text text = new Text(HandWrittenCharRnn.TOKENS, HandWrittenCharRnn.WINDOW, 1);

    SideBySide() {
        networks.put("rnn", CharRnn.create(1).newTrainer()::train);
        networks.put("rnnInFull", CharRnnInFull.create(1).newTrainer()::train);
        networks.put("rnnDropout", CharRnnDropout.create(1).newTrainer()::train);
        networks.put("rnnDropConnect", CharRnnDropConnect.create(1).newTrainer()::train);
        networks.put("gru", CharGru.create(1).newTrainer()::train);
        networks.put("lstm", CharLstm.create(1).newTrainer()::train);
    }

    /** Fastest calls and medians as Markdown, with their ratios to the first network's. */
    String table() {
        long[][] nanos = new long[networks.size()][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int network = 0;
            for (Training training : networks.values()) {
                nanos[network++][Math.max(round, 0)] = time(training);
            }
        }
        StringBuilder table = new StringBuilder();
        table.append("JDK ").append(Runtime.version().feature()).append(", in turns\n\n");
        table.append("| benchmark | fastest (median) | times the first (median) |\n|---|--:|--:|\n");
        int network = 0;
        for (String name : networks.keySet()) {
            Arrays.sort(nanos[network]);
            table.append(row("Training." + name, nanos[network++], nanos[0]));
        }
        return table.toString();
    }

    private long time(Training training) {
        text.next();
        long begin = System.nanoTime();
        training.train(text.inputs(), text.targets());
        return System.nanoTime() - begin;
    }

    private static String row(String name, long[] nanos, long[] first) {
        int middle = ROUNDS / 2;
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f us (%,.1f) | %.2f (%.2f) |%n",
                name,
                nanos[0] / NANOS_PER_MICRO,
                nanos[middle] / NANOS_PER_MICRO,
                (double) nanos[0] / first[0],
                (double) nanos[middle] / first[middle]);
    }
}
