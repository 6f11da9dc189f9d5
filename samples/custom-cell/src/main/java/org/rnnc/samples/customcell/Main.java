// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.customcell;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.progress.LearningPicture;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.AddingProblem;
import org.rnnc.training.TrainingLoop;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "custom-cell",
        description = "Trains a cell of one's own, and a vanilla network, on the adding problem.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @Option(names = "--windows", defaultValue = "3000", description = "how many batches to train each network on")
    private int windows;

    @Option(names = "--seed", defaultValue = "1", description = "equal seeds give equal results")
    private long seed;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the picture")
    private Path out;

    @Spec
    private CommandSpec command;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (windows < Learner.WINDOWS_PER_POINT) {
            throw new ParameterException(
                    command.commandLine(), "--windows must be at least " + Learner.WINDOWS_PER_POINT);
        }
        Learner gated = train(Gated.create(seed));
        Learner vanilla = train(Vanilla.create(seed));
        say("");
        say("Mean squared error on %,d new sequences:", gated.testSize());
        say("  gated, our own cell  %.4f", gated.test());
        say("  vanilla              %.4f", vanilla.test());
        say("  always guessing 1    %.4f", AddingProblem.ERROR_OF_GUESSING);
        save(gated, vanilla);
        return CommandLine.ExitCode.OK;
    }

    private Learner train(Model model) {
        say(
                "%s: %,d parameters, %s engine",
                model.info().name(), model.parameterCount(), model.info().engine());
        Learner learner = new Learner(model, RandomSource.of(seed));
        TrainingLoop.Result result = learner.train(windows);
        say(
                "%s: trained on %,d sequences in %.1f s",
                learner.name(),
                (long) result.windows() * model.info().batch(),
                result.elapsed().toNanos() / NANOS_PER_SECOND);
        return learner;
    }

    private void save(Learner gated, Learner vanilla) throws IOException {
        Files.createDirectories(out);
        Path file = out.resolve("learning.png");
        LearningPicture picture = new LearningPicture(
                        "The adding problem, 100 steps: error while training",
                        "windows of 32 sequences",
                        "mean squared error")
                .add("vanilla", vanilla.curve(), new Color(0xd62728))
                .add("gated, our own cell", gated.curve(), new Color(0x1f77b4))
                .addLevel("always guessing 1", AddingProblem.ERROR_OF_GUESSING, windows);
        LearningPicture.save(file, picture);
        say("%nWritten to %s", file.toAbsolutePath().normalize());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
