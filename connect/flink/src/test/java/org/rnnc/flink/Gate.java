// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Makes numbers readings, slowly from some number on, so that a test can do something in mid-stream. */
class Gate extends RichMapFunction<Long, Watching.Reading> implements CheckpointListener {
    private static final long serialVersionUID = 1;
    private static final long NEVER = Long.MAX_VALUE;

    private static final AtomicBoolean IS_OPEN = new AtomicBoolean();
    private static final AtomicBoolean IS_REACHED = new AtomicBoolean();
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    private final long slowFrom;

    Gate(long slowFrom) {
        this.slowFrom = slowFrom;
    }

    static Gate open() {
        return new Gate(NEVER);
    }

    /** One that lets few through from a number on, until it is opened. */
    static Gate at(long number) {
        IS_OPEN.set(false);
        IS_REACHED.set(false);
        CHECKPOINTS.set(0);
        return new Gate(number);
    }

    /** Waits until the stream has come there. */
    static void awaitReached() throws InterruptedException {
        while (!IS_REACHED.get()) {
            Thread.sleep(5);
        }
    }

    /** Waits until there were so many more checkpoints. */
    static void awaitCheckpoints(int count) throws InterruptedException {
        int before = CHECKPOINTS.get();
        while (CHECKPOINTS.get() < before + count) {
            Thread.sleep(5);
        }
    }

    static void letGo() {
        IS_OPEN.set(true);
    }

    @Override
    public Watching.Reading map(Long number) throws InterruptedException {
        if (number >= slowFrom && !IS_OPEN.get()) {
            IS_REACHED.set(true);
            Thread.sleep(1);
        }
        return Watching.reading(number);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        CHECKPOINTS.incrementAndGet();
    }
}
