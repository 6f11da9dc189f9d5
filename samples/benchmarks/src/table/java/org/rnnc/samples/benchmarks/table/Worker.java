// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rnnc.samples.benchmarks.workload.Contender;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.WarmUp;
import org.rnnc.samples.benchmarks.workload.Workload;

/**
 * The JVM of one contender. It reads commands, a line each, and answers each with a line: {@code start WORKLOAD MILLIS}
 * makes a workload and warms it up, {@code slice MILLIS} times it once, {@code stop} forgets it.
 */
final class Worker {
    /** What answers begin with, since libraries print too. */
    static final String ANSWER = "# ";

    static final String START = "start";
    static final String SLICE = "slice";
    static final String STOP = "stop";
    static final String READY = "ready";
    static final String MISSING = "missing";
    static final String FAILED = "failed";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MOST_CALLS = 1 << 20;

    /** What a worker's own clock is called on its command line; the other is that on the wall. */
    static final String THREAD_CLOCK = "thread";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PrintStream answers;
    private final boolean threadClock;
    private Map<Workload, Callable<Timed>> workloads;
    private boolean allocates;
    private Placements placements;
    private Workload workload;
    private double nanosPerCall;

    private Worker(PrintStream answers, boolean threadClock) {
        this.answers = answers;
        this.threadClock = threadClock;
    }

    /**
     * Serves one contender, until there is no more input.
     *
     * @param arguments the name of its class, and by which clock it is timed
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        new Worker(answers, arguments[1].equals(THREAD_CLOCK)).serve(arguments[0]);
    }

    private void serve(String contender) throws IOException {
        try {
            Contender made = (Contender)
                    Class.forName(contender).getDeclaredConstructor().newInstance();
            workloads = made.workloads();
            allocates = made.allocates();
            answer(READY);
        } catch (ReflectiveOperationException | LinkageError e) {
            answer(FAILED + " " + (e.getCause() == null ? e : e.getCause()));
            return;
        }
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            try {
                answer(execute(line.split(" ")));
            } catch (Exception | LinkageError e) {
                answer(FAILED + " " + e);
            }
        }
    }

    private void answer(String text) {
        answers.println(ANSWER + text.replaceAll("\\s+", " "));
    }

    private String execute(String[] command) throws Exception {
        switch (command[0]) {
            case START -> {
                workload = Workload.valueOf(command[1]);
                return start(Double.parseDouble(command[2]));
            }
            case SLICE -> {
                return String.valueOf(slice(Double.parseDouble(command[1]) * NANOS_PER_MILLI));
            }
            case STOP -> {
                placements = null;
                return READY;
            }
            default -> throw new IllegalArgumentException(command[0]);
        }
    }

    private String start(double millis) throws Exception {
        Callable<Timed> made = workloads.get(workload);
        if (made == null) {
            return MISSING;
        }
        Timed first = made.call();
        placements = new Placements(first);
        nanosPerCall = WarmUp.run(first, millis, allocates);
        placements.make(workload, made);
        return READY;
    }

    /** @return nanoseconds of a unit */
    private double slice(double nanos) {
        time(callsIn(nanos));
        return nanosPerCall / workload.units();
    }

    private int callsIn(double nanos) {
        return (int) Math.max(1, Math.min(MOST_CALLS, nanos / nanosPerCall));
    }

    private void time(int calls) {
        Timed timed = placements.next();
        long begin = now();
        timed.run(calls);
        nanosPerCall = Math.max(1, (now() - begin) / (double) calls);
    }

    /** The thread's own time does not go on while others have the processor. */
    private long now() {
        return threadClock ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
