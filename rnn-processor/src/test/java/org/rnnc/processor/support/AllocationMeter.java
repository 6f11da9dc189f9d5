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
     *
     * @return bytes allocated by all those last runs together; the meter itself adds none
     */
    public static long bytes(int warmUpRuns, int runs, Runnable work) {
        for (int i = 0; i < warmUpRuns; i++) {
            work.run();
        }
        // The first reading itself allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
