// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rnnc.progress.Display;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.Languages;
import org.rnnc.training.TrainingListeners;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "language-id",
        description = "Says which of many languages a name is written in.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Runnable {
    private static final int CONFUSIONS = 10;
    private static final int ANSWERS = 3;
    private static final int WINDOWS_PER_UPDATE = 10;

    @Option(
            names = "--out",
            defaultValue = "out",
            scope = ScopeType.INHERIT,
            description = "the folder for the network and the picture")
    private Path out;

    @Option(names = "--epochs", defaultValue = "12", description = "how often to go through all names")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "equal seeds give equal results")
    private long seed;

    @Spec
    private CommandSpec command;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        try {
            train();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "Cannot write to " + out + ": " + e.getMessage(), e);
        }
    }

    private void train() throws IOException {
        RandomSource random = RandomSource.of(seed);
        Corpus corpus = Corpus.of(Cldr.names(), random.split("corpus"));
        say(
                "%d languages: %,d names to learn from, %,d to choose by, %,d to be tested on",
                Languages.all().size(),
                corpus.training().size(),
                corpus.validation().size(),
                corpus.test().size());
        NaiveBayes bayes = NaiveBayes.best(corpus);
        Network network = train(corpus, random);

        Report report = new Report(network, corpus.test());
        Report baseline = new Report(bayes, corpus.test());
        say("");
        say("Right answers:");
        say(
                "  %5.1f %%  network, %,d parameters",
                100 * report.accuracy(), network.model().parameterCount());
        say("  %5.1f %%  %s", 100 * baseline.accuracy(), bayes);
        say("");
        say("The network's most frequent mistakes:");
        report.confusions(CONFUSIONS).forEach(line -> say("  %s", line));

        Files.createDirectories(out);
        network.save(file());
        ScriptPicture.save(out.resolve("scripts.png"), report, baseline);
        say("%nThe network and a picture are in %s", out.toAbsolutePath().normalize());
    }

    private Network train(Corpus corpus, RandomSource random) {
        Network network = Network.create(corpus.training(), seed);
        int windows = network.windows(corpus.training());
        try (Display display = new Display("Training", (long) epochs * windows, "windows")) {
            network.train(
                    corpus.training(),
                    epochs,
                    random.split("order"),
                    TrainingListeners.every(
                            WINDOWS_PER_UPDATE,
                            progress -> display.show(
                                    progress.window() + 1L,
                                    String.format(Locale.ROOT, "loss %.3f", progress.smoothedLoss()))));
        }
        return network;
    }

    @Command(name = "identify", description = "Says what languages texts are likely to be in.")
    private void identify(@Parameters(paramLabel = "TEXT", arity = "1..*") List<String> texts) {
        Network network = load();
        for (String text : texts) {
            float[] weights = network.weigh(List.of(Name.normalize(text))).get(0);
            say("%s", text);
            IntStream.range(0, weights.length)
                    .boxed()
                    .sorted(Comparator.comparing(language -> -weights[language]))
                    .limit(ANSWERS)
                    .forEach(language -> say("  %5.1f %%  %s", 100 * weights[language], Report.name(language)));
        }
    }

    private Network load() {
        try {
            return Network.load(file());
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(), "No network in " + out.toAbsolutePath() + ": run without identify first", e);
        }
    }

    private Path file() {
        return out.resolve("language-id.safetensors");
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
