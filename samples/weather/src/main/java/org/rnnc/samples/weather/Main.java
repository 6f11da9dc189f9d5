// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "weather",
        description = "Learns to forecast tomorrow's maximum temperature, and compares itself with simpler forecasts.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CSV",
            defaultValue = "data/seattle-weather.csv",
            description = "daily observations, of whole years")
    private Path csv;

    @Option(names = "--test-year", defaultValue = "2015", description = "the year to forecast")
    private int testYear;

    @Option(names = "--networks", defaultValue = "5", description = "how many networks to train")
    private int networks;

    @Option(names = "--epochs", defaultValue = "60", description = "the most epochs to try")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "equal seeds give equal results")
    private long seed;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the picture")
    private Path out;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        History history = new History(Observations.read(csv), testYear);
        say(
                "%s: %,d days to learn from, %,d to forecast",
                csv.getFileName(), history.training().size(), history.test().length);
        Experiment experiment = new Experiment(history, networks, epochs, seed);
        int best = experiment.bestEpochs();
        say("On %d, %d epochs were best", testYear - 1, best);
        Ensemble ensemble = experiment.train(best);
        say("%nForecasts of %d, root mean squared error in °C:%n", testYear);
        say("%s", new Comparison(history, ensemble));
        draw(history, ensemble);
        return CommandLine.ExitCode.OK;
    }

    private void draw(History history, Ensemble ensemble) throws IOException {
        Files.createDirectories(out);
        Path file = out.resolve("forecast.png");
        List<Day> days = history.days();
        List<Double> forecasts = IntStream.of(history.test())
                .mapToObj(day -> ensemble.tomorrow(days.subList(0, day)))
                .toList();
        List<Day> test = IntStream.of(history.test()).mapToObj(days::get).toList();
        new Picture("Maximum temperature in " + testYear + ", forecast the day before", test)
                .add("observed", test.stream().map(Day::maximum).toList(), new Color(0x1f77b4), 1.2f)
                .add("forecast, mean of " + networks + " networks", forecasts, new Color(0xd62728), 1.8f)
                .save(file);
        say("%nWritten to %s", file.toAbsolutePath().normalize());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
