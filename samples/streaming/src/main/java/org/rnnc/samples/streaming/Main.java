// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.runtime.random.RandomSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "streaming",
        description = "Watches a hundred thousand sensors with one network, without garbage.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(names = "--sensors", defaultValue = "100000", description = "how many; a multiple of 1000")
    private int sensors;

    @Option(names = "--threads", defaultValue = "0", description = "to score with; 0 for as many as processors")
    private int threads;

    @Option(names = "--past", defaultValue = "2000", description = "hours to learn from before the stream begins")
    private int past;

    @Option(names = "--hours", defaultValue = "360", description = "to watch, with a reading of each sensor an hour")
    private int hours;

    @Option(names = "--seed", defaultValue = "1", description = "equal seeds give equal results")
    private long seed;

    @Option(names = "--out", defaultValue = "out", description = "the folder for what is written")
    private Path out;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int sites = Math.max(1, sensors / Experiment.SENSORS_PER_SITE);
        int workers =
                Math.min(sites, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
        RandomSource random = RandomSource.of(seed);
        Forecaster model = Forecaster.create(seed);
        say(
                "%s: %,d parameters, %s engine",
                model.info().name(), model.parameterCount(), model.info().engine());

        Teacher teacher = new Teacher(model);
        long start = System.nanoTime();
        teacher.teachPast(new Site(Teacher.SENSORS, random.split("past")), past);
        say(
                "Learned from %,d hours of %d sensors in %.1f s: root mean squared error %.3f, of which noise %.3f",
                past,
                Teacher.SENSORS,
                (System.nanoTime() - start) / NANOS_PER_SECOND,
                Math.sqrt(teacher.error()),
                Site.NOISE);

        int states = sites * Experiment.SENSORS_PER_SITE;
        say("");
        say("%,d states of %.0f bytes each, headers included", states, Memory.bytesPerState(model, states));
        Experiment experiment = new Experiment(model, teacher, random, sites, workers, hours);
        Experiment.Result result = experiment.run();
        report(result, workers);

        Files.createDirectories(out);
        new Picture(experiment.recording(), experiment.change()).save(out.resolve("sensor.png"));
        say("");
        say("Written to %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private void report(Experiment.Result result, int workers) {
        double seconds = result.nanos() / NANOS_PER_SECOND;
        long steps = result.before().readings() + result.after().readings();
        say("%,d steps in %.1f s, with the simulation of the sensors and learning on line", steps, seconds);
        say("%,.0f steps per second by %d threads while they score", result.stepsPerSecond(), workers);
        say("%,d bytes allocated by these steps", result.bytes());
        say("%d collections of the garbage collector", result.collections());
        say("");
        say("Before the rhythm changes: %s", result.before());
        say("After that:                %s", result.after());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
