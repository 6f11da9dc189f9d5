// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rnnc.samples.common.BarPicture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "tagging",
        description = "Learns to find day, month, year and so on in dates, as many languages write them.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "dates or times to be tagged at the end")
    private List<String> texts = List.of();

    @Option(names = "--windows", defaultValue = "2000", description = "how many batches of 32 dates to learn from")
    private int windows;

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
        Experiment experiment = new Experiment(seed, windows);
        say("%d languages to learn from, for example:", experiment.knownLanguages());
        experiment.test().stream().limit(SHOWN).forEach(example -> show(example.text(), example.tags()));
        List<Tagger> baselines = experiment.baselines();
        List<Network> networks = experiment.networks();

        say("");
        say("%-30s  new dates           in new languages", "");
        say("%-30s  accuracy        F1  accuracy        F1", "");
        Stream.concat(baselines.stream(), networks.stream()).forEach(tagger -> compare(tagger, experiment));

        Network best = networks.get(networks.size() - 1);
        for (String text : texts) {
            say("");
            show(text, best.tag(List.of(text)).get(0));
        }
        draw(experiment, baselines.get(2), networks);
        return CommandLine.ExitCode.OK;
    }

    private static void show(String text, List<Field> tags) {
        say("  %s", text);
        say("  %s", Example.signs(tags));
    }

    private static void compare(Tagger tagger, Experiment experiment) {
        Score test = Score.of(tagger, experiment.test());
        Score foreign = Score.of(tagger, experiment.foreign());
        say(
                "%-30s  %8.4f  %8.4f  %8.4f  %8.4f",
                tagger.title(), test.accuracy(), test.f1(), foreign.accuracy(), foreign.f1());
    }

    private void draw(Experiment experiment, Tagger baseline, List<Network> networks) throws IOException {
        Files.createDirectories(out);
        Path file = out.resolve("fields.png");
        List<Field> fields =
                Stream.of(Field.values()).filter(field -> field != Field.NONE).toList();
        BarPicture picture = new BarPicture(
                "Fields found in new dates",
                "F1",
                fields.stream()
                        .map(field -> field.name().toLowerCase(Locale.ROOT))
                        .toList());
        add(picture, baseline, experiment, fields, new Color(0xb0b0b0));
        add(picture, networks.get(0), experiment, fields, new Color(0xff7f0e));
        add(picture, networks.get(1), experiment, fields, new Color(0x1f77b4));
        picture.save(file);
        say("%nWritten to %s", file.toAbsolutePath().normalize());
    }

    private static void add(BarPicture picture, Tagger tagger, Experiment experiment, List<Field> fields, Color color) {
        Score score = Score.of(tagger, experiment.test());
        picture.add(tagger.title(), fields.stream().map(score::f1).toList(), color);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
