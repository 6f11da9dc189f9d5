// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * Lets threads score an hour after the other. Whoever is last in an hour learns from it while the others wait: a model's
 * parameters may be read by many threads, but by nobody while they change.
 */
final class Stream {
    private final List<Worker> workers;
    private final Runnable betweenHours;
    private volatile RuntimeException failure;

    /**
     * A stream.
     *
     * @param workers one for each thread
     * @param betweenHours done once after each hour, by one thread, while no other works
     */
    Stream(List<Worker> workers, Runnable betweenHours) {
        this.workers = workers;
        this.betweenHours = betweenHours;
    }

    /** Scores so many hours, and returns when the last is done. */
    void run(int hours, boolean counts) throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(workers.size(), betweenHours);
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers) {
            threads.add(new Thread(() -> run(worker, hours, counts, barrier), "worker-" + threads.size()));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void run(Worker worker, int hours, boolean counts, CyclicBarrier barrier) {
        try {
            for (int hour = 0; hour < hours; hour++) {
                worker.hour(counts);
                barrier.await();
            }
        } catch (RuntimeException e) {
            failure = e;
            barrier.reset();
        } catch (InterruptedException | BrokenBarrierException e) {
            // Another thread has failed, and says why.
            Thread.currentThread().interrupt();
        }
    }
}
