// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says about its heap. */
final class Memory {
    private static final int COLLECTIONS = 3;

    private Memory() {}

    /** How many collections there were since the JVM started, of all collectors together. */
    static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** How many bytes are in use, after a collection. */
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** How many bytes of heap a state takes, array and headers included: measured by making a lot of them. */
    static double bytesPerState(Forecaster model, int count) {
        Forecaster.State[] states = new Forecaster.State[count];
        long before = used();
        for (int i = 0; i < count; i++) {
            states[i] = model.newState();
        }
        long after = used();
        // Used once more, so that they are still there when the heap is measured.
        states[count - 1].reset();
        return (double) (after - before) / count;
    }
}
