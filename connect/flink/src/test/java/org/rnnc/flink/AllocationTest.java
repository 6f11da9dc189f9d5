// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the network allocates in a running job: the bytes between its inputs and its outputs, on the task's own thread. */
@ExtendWith(Cluster.class)
class AllocationTest {
    private static final long READINGS = 10_000;
    private static final long WARM = READINGS / Watching.SENSORS / 2;
    private static final AtomicLong STEPS = new AtomicLong();
    private static final AtomicLong BYTES = new AtomicLong();

    /** Notes what the thread has allocated. */
    static class Measuring extends Watching {
        private static final long serialVersionUID = 1;
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private long before = -1;

        @Override
        public void read(Reading reading, Object[] inputs) {
            super.read(reading, inputs);
            before = THREADS.getCurrentThreadAllocatedBytes();
        }

        /** Of many keys in one call, the last that was read and the first that is answered have it between them. */
        @Override
        public Score answer(Reading reading, Object[] outputs) {
            long after = THREADS.getCurrentThreadAllocatedBytes();
            // Before that, keys are new, and the JVM is at work on the classes.
            if (before >= 0 && reading.hour() > WARM) {
                STEPS.incrementAndGet();
                BYTES.addAndGet(after - before);
            }
            before = -1;
            return super.answer(reading, outputs);
        }
    }

    @ParameterizedTest
    @CsvSource({"hashmap, 1", "hashmap, 16"})
    void theNetworkAllocatesNothing(String backend, int together, MiniCluster cluster) throws Exception {
        STEPS.set(0);
        BYTES.set(0);
        new TestJob(cluster)
                .backend(backend)
                .start(
                        READINGS,
                        1,
                        readings -> Networks.over(readings, new Measuring(), ScoringJobTest.SCORES)
                                .together(together, Duration.ofMillis(20))
                                .score())
                .await();
        assertTrue(STEPS.get() > READINGS / together / 4, STEPS.get() + " steps");
        // An object takes 16 bytes at least. The JVM itself makes some now and then, as it compiles Flink's methods
        // anew.
        assertTrue(BYTES.get() < READINGS / 2, BYTES.get() + " bytes");
    }
}
