// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks with JMH's own options, and shorter than JMH unless told otherwise. */
public final class Main {
    /** What is timed in turns. */
    private static final Map<String, Supplier<SideBySide>> IN_TURNS = Map.of(
            "side-by-side", SideBySide::networks,
            "options", SideBySide::options,
            "windows", SideBySide::windows,
            "trees", SideBySide::trees,
            "translation", SideBySide::translation,
            "decoding", SideBySide::decoding);

    private static final int FORKS = 2;
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 4;
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    private Main() {}

    /**
     * Runs what the options select, and writes a table to {@code out}; {@code -h} lists them. With {@code side-by-side},
     * {@code options} or {@code windows} alone, training windows are timed in turns instead.
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        if (arguments.length == 1 && IN_TURNS.containsKey(arguments[0])) {
            write(IN_TURNS.get(arguments[0]).get().table(), arguments[0] + "-jdk-");
            return;
        }
        CommandLineOptions options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        Collection<RunResult> results = new Runner(withDefaults(options).build()).run();
        write(new Table(results).toString(), "jdk-");
    }

    private static void write(String table, String name) throws IOException {
        System.out.println(table);
        Path file = Path.of("out", name + Runtime.version().feature() + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        System.out.println("Written to " + file);
    }

    private static ChainedOptionsBuilder withDefaults(CommandLineOptions options) {
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(options).addProfiler(GCProfiler.class);
        if (!options.getForkCount().hasValue()) {
            builder.forks(FORKS);
        }
        if (!options.getWarmupIterations().hasValue()) {
            builder.warmupIterations(WARM_UPS);
        }
        if (!options.getWarmupTime().hasValue()) {
            builder.warmupTime(ITERATION);
        }
        if (!options.getMeasurementIterations().hasValue()) {
            builder.measurementIterations(MEASUREMENTS);
        }
        if (!options.getMeasurementTime().hasValue()) {
            builder.measurementTime(ITERATION);
        }
        return builder;
    }
}
