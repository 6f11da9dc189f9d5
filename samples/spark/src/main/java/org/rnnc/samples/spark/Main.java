// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "spark",
        description = "Learns to write Java, by the machines of a Spark cluster.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "JAR",
            defaultValue = "target/text/jackson-databind-sources.jar",
            description = "a jar of Java files, in the same place on all machines")
    private Path text = Path.of("target/text/jackson-databind-sources.jar");

    @Option(names = "--master", defaultValue = "local[2]", description = "the cluster: local[n], or spark://host:port")
    private String master = "local[2]";

    @Option(
            names = "--workers",
            defaultValue = "0",
            description =
                    "in place of a master: a cluster of Spark's own with as many workers, started on this machine")
    private int workers;

    @Option(names = "--parts", defaultValue = "8", description = "of an update, batches of 16 sequences each")
    private int parts;

    @Option(names = "--updates", defaultValue = "160", description = "how many, by all parts together")
    private int updates;

    @Option(
            names = "--each",
            defaultValue = "8",
            description = "updates that a part makes by itself, before the average")
    private int each;

    @Option(names = "--out", defaultValue = "out", description = "the folder for what is written")
    private Path out = Path.of("out");

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        if (workers > 0) {
            try (StandaloneCluster cluster = new StandaloneCluster(out.resolve("cluster"), workers);
                    JavaSparkContext spark = cluster.connect()) {
                learn(spark, cluster.toString());
            }
        } else {
            SparkConf configuration =
                    new SparkConf().setMaster(master).setAppName("rnnc").set("spark.ui.enabled", "false");
            try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
                learn(spark, master);
            }
        }
        say("Written to %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private void learn(JavaSparkContext spark, String where) throws IOException {
        SourceText source = new SourceText(text.toAbsolutePath().toString());
        Experiment together = new Experiment(spark, source, parts);
        say("%s on %s, %d parts", together.model(), where, parts);
        together.run(updates, 0);
        report("at each update", together, 0);
        Experiment averaging = new Experiment(spark, source, parts);
        averaging.run(updates / each, each);
        report("averages of " + each, averaging, each);
        new Picture(together.losses(), averaging.losses(), each).save(out.resolve("loss.png"));
    }

    private static void report(String name, Experiment run, int each) {
        say(
                "%-16s loss %.3f to %.3f in %.1f s, %.1f windows a second in the last half; parameters %s",
                name,
                run.losses().get(0),
                run.losses().get(run.losses().size() - 1),
                run.seconds(),
                run.windowsPerSecond(each),
                run.parameters());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
