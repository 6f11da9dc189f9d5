// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.progress.Display;
import org.rnnc.progress.LearningPicture;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.samples.common.Characters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "dates",
        description = "Dates as 112 languages write them, to ISO form: with attention, and without.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DATES_OF_ROUND = 3_200;
    private static final int HELD_OUT = 1_000;
    private static final int SHOWN = 5;

    /** For the vocabulary. */
    private static final int TEXTS = 20_000;

    @Option(names = "--seed", defaultValue = "1", description = "of the networks' starts and of the dates")
    private long seed;

    @Option(names = "--rounds", defaultValue = "30", description = "of 3,200 dates each")
    private int rounds;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the pictures")
    private Path out;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        RandomSource random = RandomSource.of(seed);
        List<WrittenDate> test = WrittenDate.draw(HELD_OUT, true, random.split("held out"));
        Attentive attentive = Attentive.create(seed);
        Vocabulary vocabulary = vocabulary(attentive, random.split("characters"));
        LearningPicture picture = new LearningPicture(
                "dates in 112 languages", "dates learned from", "share of held-out dates that are wrong");
        Learning learning = run("with attention", attentive, vocabulary, test, picture, new Color(0x1f77b4));
        run("without attention", Remembering.create(seed), vocabulary, test, picture, new Color(0xff7f0e));
        LearningPicture.save(out.resolve("learning.png"), picture);
        test.subList(0, SHOWN).forEach(date -> say("  %-40s %s", date.text(), WrittenDate.form(learning.write(date))));
        draw(attentive, learning).save(out.resolve("attention.png"));
        say("");
        say("The pictures are in %s", out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private static Vocabulary vocabulary(Model model, RandomSource random) {
        int tokens = model.info().inputs().get(0).size();
        List<String> texts = WrittenDate.draw(TEXTS, false, random).stream()
                .map(WrittenDate::text)
                .toList();
        return Characters.mostFrequent(texts, tokens);
    }

    private Learning run(
            String title,
            Model model,
            Vocabulary vocabulary,
            List<WrittenDate> test,
            LearningPicture picture,
            Color color) {
        Learning learning =
                new Learning(model, vocabulary, test, RandomSource.of(seed).split("dates"));
        List<Integer> x = new ArrayList<>();
        List<Double> wrong = new ArrayList<>();
        long start = System.nanoTime();
        double right = 0;
        try (Display display = new Display(title, rounds, "rounds")) {
            while (x.size() < rounds) {
                right = learning.round(DATES_OF_ROUND);
                x.add(x.size() + 1);
                // A logarithmic scale has no zero.
                wrong.add(Math.max(1 - right, 1e-4));
                display.show(x.size(), text(right));
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        say("%s: %s after %,d dates (%.0f s)", title, text(right), rounds * DATES_OF_ROUND, seconds);
        List<Integer> dates = x.stream().map(round -> round * DATES_OF_ROUND).toList();
        picture.add(title, dates, wrong, color);
        return learning;
    }

    private static String text(double right) {
        return String.format(Locale.ROOT, "%.1f %% of held-out dates", 100 * right);
    }

    /** A day that was held out, in several languages, with what the network looks at for each character. */
    private static AttentionPicture draw(Attentive model, Learning learning) {
        AttentionPicture picture = new AttentionPicture();
        LocalDate day = LocalDate.of(1999, 4, 14);
        for (String language : List.of("en", "fr", "hu", "fi")) {
            WrittenDate date = WrittenDate.of(day, Locale.forLanguageTag(language), FormatStyle.FULL);
            int[] written = learning.write(date);
            picture.add(date.text(), WrittenDate.form(written), weights(model, learning.read(date), written));
        }
        return picture;
    }

    /** By character written and by character read. */
    private static float[][] weights(Attentive model, int[] read, int[] written) {
        int[] before = new int[written.length];
        model.info().fedBack().get(0).before(written, 1, before);
        float[] chances =
                new float[written.length * model.info().outputs().get(0).size()];
        float[] weights = new float[written.length * read.length];
        model.newPredictor(new int[] {read.length, written.length}, 1)
                .run(read.length, written.length, 1, read, before, chances, weights);
        float[][] rows = new float[written.length][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(weights, row * read.length, (row + 1) * read.length));
        return rows;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
