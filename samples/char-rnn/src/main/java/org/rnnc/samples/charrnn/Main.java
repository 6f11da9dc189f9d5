// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.runtime.random.RandomSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "char-rnn",
        description = "Learns a text character by character, then writes some of its own.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            defaultValue = "target/text/jackson-databind-sources.jar",
            description = "a file, or a folder or jar of Java files")
    private Path text;

    @Option(names = "--seconds", defaultValue = "45", description = "how long to train")
    private int seconds;

    @Option(
            names = "--characters",
            defaultValue = "0",
            description = "how many characters to train on, however long it takes; 0 for a limit by time")
    private long characters;

    @Option(names = "--seed", defaultValue = "1", description = "with --characters, equal seeds give equal results")
    private long seed;

    @Option(names = "--temperature", defaultValue = "0.6", description = "of the text written at the end")
    private double temperature;

    @Option(names = "--length", defaultValue = "1000", description = "of the text written at the end, in characters")
    private int length;

    @Option(names = "--out", defaultValue = "out", description = "the folder for what is written")
    private Path out;

    @Spec
    private CommandSpec command;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public Integer call() throws IOException {
        RandomSource random = RandomSource.of(seed);
        CharRnn model = CharRnn.create(seed);
        Corpus corpus = Corpus.of(read(random.split("files"), Corpus.leastCharacters(model.info())));
        Goal goal = goal();
        say(
                "%s: %,d characters to learn, %,d held out",
                text.getFileName(), corpus.training().length, corpus.heldOut().length);
        say(
                "%s: %,d parameters, %s engine",
                model.info().name(), model.parameterCount(), model.info().engine());

        Experiment experiment = new Experiment(model, corpus, random);
        Status status = experiment.train(goal);
        double bits = experiment.test();
        say("");
        say("Trained on %,d characters in %.1f s: %s", status.characters(), status.seconds(), status);
        say("Held out: %.3f bits per character", bits);

        String sample = experiment.write(temperature, length);
        say("%nIt writes, at temperature %s:%n%n%s%n", temperature, sample);
        new Results(out).save(model, experiment.curve(), sample);
        say("Saved in %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private String read(RandomSource order, int least) throws IOException {
        if (!Files.exists(text)) {
            throw wrong("There is no " + text.toAbsolutePath());
        }
        String read = SourceFiles.read(text, order);
        if (read.codePointCount(0, read.length()) < least) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "%s has %,d characters to read; learning and testing take at least %,d",
                    text,
                    read.codePointCount(0, read.length()),
                    least));
        }
        return read;
    }

    private Goal goal() {
        if (characters < 0 || characters == 0 && seconds < 1) {
            throw wrong("Training needs at least one second or one character");
        }
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw wrong("The temperature " + temperature + " is not a number from 0 on");
        }
        if (length < 0) {
            throw wrong("A text of " + length + " characters cannot be written");
        }
        return new Goal(characters, seconds);
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
