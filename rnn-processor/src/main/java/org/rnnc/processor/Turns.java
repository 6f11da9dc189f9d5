// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Annotated types, each in its turn: they begin and end on the compiler's thread, which alone may ask the compiler, one
 * after the other, and what lies between is computed side by side on threads that last as long as this. A few types are
 * begun ahead and no more, since each holds its texts until it ends.
 */
final class Turns implements AutoCloseable {
    private final ExecutorService threads;
    private final int ahead;
    private final Queue<Runnable> begun = new ArrayDeque<>();

    Turns(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, Turns::thread);
        this.ahead = 2 * threads;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "rnnc");
        thread.setDaemon(true);
        return thread;
    }

    /** @param begin given the threads that may be used, gives how the type ends */
    void add(Function<Executor, Runnable> begin) {
        begun.add(begin.apply(threads));
        if (begun.size() > ahead) {
            begun.remove().run();
        }
    }

    /** Ends all that have begun. */
    void end() {
        while (!begun.isEmpty()) {
            begun.remove().run();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
