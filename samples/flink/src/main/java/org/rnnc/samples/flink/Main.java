// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.flink.Networks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "flink",
        description = "Finds anomalies in the readings of thousands of sensors, on a Flink cluster within this JVM.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final int EPOCHS = 6;

    @Option(names = "--sensors", defaultValue = "2000", description = "how many")
    private int sensors;

    @Option(names = "--hours", defaultValue = "500", description = "with a reading of each sensor an hour")
    private int hours;

    @Option(names = "--parallelism", defaultValue = "2", description = "tasks that score")
    private int parallelism;

    @Option(names = "--backend", defaultValue = "hashmap", description = "where states are: hashmap or rocksdb")
    private String backend = "hashmap";

    @Option(names = "--out", defaultValue = "out", description = "the folder for what is written")
    private Path out = Path.of("out");

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Teacher teacher = new Teacher(EPOCHS);
        Scoring scoring = new Scoring(teacher.parameters());
        say(
                "%s: learned from other sensors, root mean square error %.3f, of which noise %.3f",
                teacher.model(), teacher.error(), Sensors.NOISE);
        Sensors all = new Sensors(sensors, hours);
        Job job = new Job(all, teacher.error(), parallelism, backend);
        say("%,d readings of %,d sensors, %d tasks, %s", all.readings(), sensors, parallelism, backend);
        say("");
        // The first one warms up the JVM.
        job.passThrough();
        report("pass-through", job.passThrough());
        Job.Result frozen = report(
                "network",
                job.run(readings -> Networks.over(readings, scoring, Job.SCORES).score()));
        report(
                "64 keys in one call",
                job.run(readings -> Networks.over(readings, scoring, Job.SCORES)
                        .together(64, Duration.ofMillis(50))
                        .score()));
        Job.Result learning = report(
                "learning on line",
                job.run(readings -> Networks.over(readings, scoring, Job.SCORES).learn()));
        say("");
        say("%s", frozen.findings());
        say(
                "In the last third the error is %.3f, and %.3f where the networks go on learning",
                frozen.findings().errorFrom(2 * hours / 3), learning.findings().errorFrom(2 * hours / 3));
        Files.createDirectories(out);
        new Picture(all, frozen.findings(), learning.findings()).save(out.resolve("anomalies.png"));
        say("Written to %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private static Job.Result report(String name, Job.Result result) {
        say("%-20s %,10.0f readings a second, %.1f s", name, result.perSecond(), result.millis() / 1000.0);
        return result;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
