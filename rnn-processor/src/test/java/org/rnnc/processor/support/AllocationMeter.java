// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes of heap a piece of code takes, on the current thread. */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationMeter() {}

    /**
     * Runs {@code work} often enough for class loading and lazy initialization to be over, then {@code runs} times more.
     * Now and then the JVM itself allocates a little on a thread, once; so the least of three readings counts. Work that
     * allocates shows in all of them.
     *
     * @return bytes allocated by {@code runs} runs together; the meter itself adds none
     */
    public static long bytes(int warmUpRuns, int runs, Runnable work) {
        for (int i = 0; i < warmUpRuns; i++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < 3 && least > 0; reading++) {
            least = Math.min(least, read(runs, work));
        }
        return least;
    }

    private static long read(int runs, Runnable work) {
        // The first reading itself allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
