// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.rnnc.samples.benchmarks.grid.Grid;
import org.rnnc.samples.benchmarks.workload.Workload;

/** Measures the workloads, each by all contenders in turns, and prints one table. */
public final class Main {
    private static final String JMH = "jmh";
    private static final String GRID = "grid";

    private Main() {}

    /**
     * Runs what the options select, and writes a table to {@code out}. After the word {@code jmh} all is for JMH, which
     * runs one benchmark after the other, each in JVMs of its own; after {@code grid}, for {@link Grid}.
     */
    public static void main(String[] arguments) throws IOException, CommandLineOptionException, RunnerException {
        if (arguments.length > 0 && arguments[0].equals(JMH)) {
            org.rnnc.samples.benchmarks.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals(GRID)) {
            Grid.run(Arrays.asList(arguments).subList(1, arguments.length));
            return;
        }
        Options options = Options.of(arguments);
        Report report = new Report(Machine.describe() + ", by the clock of the " + options.clock());
        List<WorkerProcess> workers = started(options, report);
        try {
            report.rows(entrants(workers), measured(options, workers));
        } finally {
            workers.forEach(WorkerProcess::close);
        }
        report.loadAtTheEnd(Machine.load());
        write(report.toString());
    }

    private static List<WorkerProcess> started(Options options, Report report) throws IOException {
        List<WorkerProcess> workers = new ArrayList<>();
        for (Entrant entrant : options.entrants()) {
            WorkerProcess worker = new WorkerProcess(entrant, options.clock());
            if (worker.trouble().isEmpty()) {
                workers.add(worker);
            } else {
                report.leftOut(entrant, worker.trouble());
                worker.close();
            }
        }
        return workers;
    }

    private static List<Entrant> entrants(List<WorkerProcess> workers) {
        return workers.stream().map(WorkerProcess::entrant).toList();
    }

    private static Map<Workload, Measurement> measured(Options options, List<WorkerProcess> workers)
            throws IOException {
        Map<Workload, Measurement> measurements = new LinkedHashMap<>();
        for (Workload workload : options.workloads()) {
            System.err.println(workload.title());
            measurements.put(workload, Measurement.of(workload, workers, options));
        }
        return measurements;
    }

    private static void write(String table) throws IOException {
        System.out.println(table);
        Path file = Path.of("out", "table-jdk-" + Runtime.version().feature() + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println("Written to " + file);
    }
}
