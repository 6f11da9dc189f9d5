// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.progress.Display;
import org.rnnc.progress.LearningPicture;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "addition",
        description = "Sums of numbers written as text, to the figures of the Keras example.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    /** What the Keras example states, of characters. */
    private static final double GOAL = 0.99;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SHOWN = 5;

    @Option(names = "--seed", defaultValue = "1", description = "of the network's start and of the sums")
    private long seed;

    @Option(names = "--short", description = "two digits alone, which takes a minute")
    private boolean brief;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the picture")
    private Path out;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        List<LearningPicture> pictures = new ArrayList<>();
        pictures.add(run(TwoDigits.create(seed), 2, 5_000, 55));
        if (!brief) {
            pictures.add(run(ThreeDigits.create(seed), 3, 50_000, 100));
        }
        Path file = out.resolve("learning.png");
        LearningPicture.save(file, pictures.toArray(LearningPicture[]::new));
        say("");
        say("The picture is %s", file.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    /** @param epochs within which the Keras example has 99 % of characters */
    private LearningPicture run(Model model, int digits, int examples, int epochs) {
        RandomSource random = RandomSource.of(seed);
        Problem problem = Problem.draw(digits, examples, random.split("sums"));
        Learning learning = new Learning(model, problem, random.split("order"));
        String title = "%d digits, %,d examples".formatted(digits, examples);
        say("");
        say("%s: %.0f %% of characters within %d epochs", title, 100 * GOAL, epochs);
        List<Integer> x = new ArrayList<>();
        List<Double> characters = new ArrayList<>();
        List<Double> sums = new ArrayList<>();
        long start = System.nanoTime();
        Learning.Score score = new Learning.Score(0, 0);
        try (Display display = new Display(title, epochs, "epochs")) {
            while (x.size() < epochs && score.characters() < GOAL) {
                score = learning.epoch();
                x.add(x.size() + 1);
                characters.add(1 - score.characters());
                sums.add(1 - score.sums());
                display.show(x.size(), text(score));
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        say("  %s after %d epochs (%.0f s)", text(score), x.size(), seconds);
        learning.answers(SHOWN).forEach(answer -> say("  %s", answer));
        return new LearningPicture(title, "epochs", "share that is wrong, of sums held out")
                .add("characters", x, positive(characters), new Color(0x1f77b4))
                .add("whole sums", x, positive(sums), new Color(0xff7f0e))
                .addLevel("Keras: 0.01 of characters", 1 - GOAL, epochs);
    }

    /** A logarithmic scale has no zero. */
    private static List<Double> positive(List<Double> shares) {
        return shares.stream().map(share -> Math.max(share, 1e-5)).toList();
    }

    private static String text(Learning.Score score) {
        return String.format(
                Locale.ROOT, "%.2f %% of characters, %.2f %% of sums", 100 * score.characters(), 100 * score.sums());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
