// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import org.rnnc.samples.benchmarks.workload.Timed;

/** The limits of the processor, as something to time. */
public final class LimitProbe implements Timed {
    /** A call makes 10,000 multiply-adds of 12 vectors of 16 numbers, or as many with smaller vectors. */
    private static final int TIMES = 10_000 * 16 / Shape.L;

    private final float[] read;
    private float sink;

    /** @param size how many numbers to read in a call; 0 for multiply-adds */
    public LimitProbe(int size) {
        read = new float[size];
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            sink += read.length == 0 ? Limits.multiplyAdds(TIMES, sink) : Limits.read(read, read.length);
        }
    }
}
