// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs something until the JIT is done with it: for a time, and on until nothing has been compiled for half of that. The
 * JVM should have {@code -Xbatch}, since what is still being compiled does not show. Vectors are objects until C2 has
 * compiled what uses them, so that code which allocates nothing in the end is not warm while it does.
 */
public final class WarmUp {
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long FEW_BYTES = 2_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int CHUNKS = 50;
    private static final int PATIENCE = 12;

    private WarmUp() {}

    /**
     * Warms up.
     *
     * @param timed what to call
     * @param millis for how long at least
     * @param allocates whether it does so for ever
     * @return nanoseconds of a call at the end
     */
    public static double run(Timed timed, double millis, boolean allocates) {
        double nanos = millis * NANOS_PER_MILLI;
        long begin = System.nanoTime();
        long quietSince = begin;
        long compiled = COMPILER.getTotalCompilationTime();
        double nanosPerCall;
        int calls = 1;
        long now;
        do {
            long before = System.nanoTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            timed.run(calls);
            boolean warm = allocates || THREADS.getCurrentThreadAllocatedBytes() - allocated < FEW_BYTES;
            now = System.nanoTime();
            nanosPerCall = Math.max(1, (now - before) / (double) calls);
            calls = (int) Math.max(1, Math.min(2.0 * calls, nanos / CHUNKS / nanosPerCall));
            if (!warm || COMPILER.getTotalCompilationTime() != compiled) {
                compiled = COMPILER.getTotalCompilationTime();
                quietSince = now;
            }
        } while (now - begin < nanos || (now - quietSince < nanos / 2 && now - begin < PATIENCE * nanos));
        return nanosPerCall;
    }
}
