// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.trees;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.rnnc.progress.Display;
import org.rnnc.progress.LearningPicture;
import org.rnnc.runtime.random.RandomSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "trees",
        description = "Values of logical expressions, from their trees and from their text.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    /** The most signs that join in an expression to learn from. */
    private static final int LEARNED = 4;

    private static final int LONGEST = 16;
    private static final int BATCH = 64;
    private static final int TESTED = 1_000;
    private static final int REPORTS = 20;

    @Option(names = "--seed", defaultValue = "1", description = "of the networks' start and of the expressions")
    private long seed;

    @Option(names = "--updates", defaultValue = "4000", description = "steps of the optimizer, of 64 expressions each")
    private int updates;

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
        say("Learned from expressions of up to %d signs that join, such as", LEARNED);
        RandomSource examples = RandomSource.of(seed).split("examples");
        IntStream.range(0, 3).forEach(i -> say("  %s", Expression.random(LEARNED, examples)));
        List<Double> overTree = run("over trees", new Reader(OverTree.create(seed), true));
        List<Double> overText = run("over texts", new Reader(OverText.create(seed), false));
        say("");
        say("%-24s %12s %12s", "signs that join", "over trees", "over texts");
        for (int joins = 0; joins <= LONGEST; joins++) {
            say(
                    "%-24s %10.1f %% %10.1f %%",
                    joins + (joins > LEARNED ? ", more than learned" : ""),
                    100 * overTree.get(joins),
                    100 * overText.get(joins));
        }
        Path file = out.resolve("depth.png");
        List<Integer> x = IntStream.rangeClosed(1, LONGEST).boxed().toList();
        LearningPicture picture = new LearningPicture(
                        "values of logical expressions", "signs that join", "share that is wrong")
                .add("treeLstm over trees", x, wrong(overTree), new Color(0x1f77b4))
                .add("lstm over texts", x, wrong(overText), new Color(0xff7f0e))
                .addLevel("by chance", 0.5, LONGEST);
        LearningPicture.save(file, picture);
        say("");
        say("The picture is %s", file.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    /** Learns; by how many signs join the share of values that are found. */
    private List<Double> run(String title, Reader reader) {
        RandomSource random = RandomSource.of(seed).split("expressions");
        double loss = 0;
        try (Display display = new Display(title, updates, "updates")) {
            for (int update = 1; update <= updates; update++) {
                List<Expression> some = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    some.add(Expression.random(random.nextInt(LEARNED + 1), random));
                }
                loss += (reader.train(some) - loss) / Math.min(update, 100);
                if (update % Math.max(1, updates / REPORTS) == 0) {
                    display.show(update, String.format(Locale.ROOT, "loss %.4f", loss));
                }
            }
        }
        RandomSource held = RandomSource.of(seed).split("held out");
        List<Double> right = new ArrayList<>();
        for (int joins = 0; joins <= LONGEST; joins++) {
            int count = joins;
            right.add(reader.right(IntStream.range(0, TESTED)
                    .mapToObj(i -> Expression.random(count, held))
                    .toList()));
        }
        return right;
    }

    /** A logarithmic scale has no zero. */
    private static List<Double> wrong(List<Double> right) {
        return right.subList(1, right.size()).stream()
                .map(share -> Math.max(1 - share, 1e-3))
                .toList();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
