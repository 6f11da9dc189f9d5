// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.Workload;

/**
 * The same workload several times, its arrays at other addresses each time. A vector that crosses a line of the cache takes
 * two reads, and where an array begins is chance: the same kernel takes up to 40 % longer where all its vectors cross one.
 * So turns go from one to the next, and the median is of no particular luck.
 */
final class Placements {
    private static final int COUNT = 9;

    /** What is not small, like the arrays of a training step, has vectors of all kinds, and takes long to make. */
    private static final int MOST_WEIGHT_BYTES = 2_000_000;

    private static final int MOST_GAP = 512;

    private final List<Timed> timed = new ArrayList<>();
    private final List<byte[]> gaps = new ArrayList<>();
    private int turn;

    Placements(Timed first) {
        timed.add(first);
    }

    /** Makes the others, each after a gap of chance. */
    void make(Workload workload, Callable<Timed> made) throws Exception {
        if (workload.isLimit() || workload.weightBytes() > MOST_WEIGHT_BYTES) {
            return;
        }
        Random random = new Random(1);
        while (timed.size() < COUNT) {
            gaps.add(new byte[random.nextInt(MOST_GAP)]);
            timed.add(made.call());
        }
    }

    Timed next() {
        return timed.get(turn++ % timed.size());
    }
}
