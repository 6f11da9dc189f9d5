// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.progress.LearningPicture;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "memory",
        description = "Which cells remember, and for how long: the adding problem and copy memory.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final List<Task> ADDING = List.of(new Adding(100), new Adding(200));
    private static final int[] LAGS = {20, 50};

    @Option(names = "--windows", defaultValue = "4000", description = "how many batches to train a network on at most")
    private int windows;

    @Option(names = "--seeds", defaultValue = "1", description = "how often each network tries: with seed 1, 2, ...")
    private int seeds;

    @Option(names = "--fixed-lag", description = "learn copying from sequences with the full number of blanks only")
    private boolean fixedLag;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the pictures")
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
        if (windows < Trial.WINDOWS_PER_POINT || seeds < 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--windows must be at least " + Trial.WINDOWS_PER_POINT + ", --seeds at least 1");
        }
        Files.createDirectories(out);
        run(ADDING, out.resolve("adding.png"));
        run(copying(), out.resolve("copying.png"));
        say("");
        say("Pictures are in %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private List<Task> copying() {
        return Arrays.stream(LAGS)
                .<Task>mapToObj(lag -> new Copying(fixedLag ? lag : 0, lag))
                .toList();
    }

    private void run(List<Task> tasks, Path file) throws IOException {
        LearningPicture[] pictures = new LearningPicture[tasks.size()];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = run(tasks.get(i));
        }
        LearningPicture.save(file, pictures);
    }

    private LearningPicture run(Task task) {
        say("");
        say("%s: solved with a %s below %s", task.title(), task.measure(), task.solvedBelow());
        LearningPicture picture = new LearningPicture(task.title(), "windows of 32 sequences", task.measure());
        for (Cell cell : Cell.values()) {
            for (long seed = 1; seed <= seeds; seed++) {
                Model model = task.create(cell, seed);
                Trial trial = Trial.run(model, task, windows, RandomSource.of(seed));
                picture.add(cell.title(), trial.curve(), cell.color());
                say(
                        "  %-7s, seed %d: %s after %,d windows (%.0f s): %.4f, %.1f %% of %s",
                        cell.title(),
                        seed,
                        trial.solved() ? "solved" : "NOT solved",
                        trial.windows(),
                        trial.seconds(),
                        trial.loss(),
                        100 * trial.accuracy(),
                        task.right());
            }
        }
        say("  without memory: %.4f", task.lossWithoutMemory());
        return picture.addLevel(level("without memory", task.lossWithoutMemory()), task.lossWithoutMemory(), windows)
                .addLevel(level("solved", task.solvedBelow()), task.solvedBelow(), windows);
    }

    /** Two lines across differ in the legend by where they are. */
    private static String level(String name, double loss) {
        return String.format(Locale.ROOT, "%s: %.2f", name, loss);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
