// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rnnc.runtime.inspection.GradientByLag;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.AddingProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "inside",
        description = "Looks into recurrent networks before and after they learn to add: how far gradients reach back,"
                + " and what gates do.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Main implements Callable<Integer> {
    @Option(names = "--windows", defaultValue = "2000", description = "how many batches to train each network on")
    private int windows;

    @Option(names = "--seed", defaultValue = "1", description = "equal seeds give equal results")
    private long seed;

    @Option(names = "--out", defaultValue = "out", description = "the folder for the pictures")
    private Path out;

    private Main() {}

    /** Runs the sample; {@code --help} lists the options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        RandomSource random = RandomSource.of(seed);
        Network gru = new Network("gru", Gru.create(seed), "memory.h", random);
        Network lstm = new Network("lstm, c", Lstm.create(seed), "memory.c", random);
        List<Network> networks = List.of(
                new Network("rnn", Vanilla.create(seed), "memory.h", random),
                new Network("rnn, orthogonal", Orthogonal.create(seed), "memory.h", random),
                new Network("rnn, orthogonal * 2", Large.create(seed), "memory.h", random),
                gru,
                lstm);
        List<GradientByLag> before = measure(networks);
        networks.forEach(network -> network.train(windows));
        List<GradientByLag> after = measure(networks);
        print(networks, before, after);
        save(networks, before, after, lstm, gru);
        return CommandLine.ExitCode.OK;
    }

    private static List<GradientByLag> measure(List<Network> networks) {
        return networks.stream().map(Network::gradientByLag).toList();
    }

    private static void print(List<Network> networks, List<GradientByLag> before, List<GradientByLag> after) {
        say("%nThe gradient at the first step over that at the last, and its change a step:");
        say("                         at the start             after training           error");
        for (int i = 0; i < networks.size(); i++) {
            say(
                    "  %-20s  %s  %s  %.4f",
                    networks.get(i).name(),
                    reach(before.get(i)),
                    reach(after.get(i)),
                    networks.get(i).error());
        }
        say("  (always guessing 1 has an error of %.4f)", AddingProblem.ERROR_OF_GUESSING);
    }

    private static String reach(GradientByLag byLag) {
        double[] norms = byLag.norms();
        return String.format(Locale.ROOT, "%9.1e (* %.2f a step)", norms[norms.length - 1] / norms[0], byLag.ratio());
    }

    private void save(
            List<Network> networks, List<GradientByLag> before, List<GradientByLag> after, Network lstm, Network gru)
            throws IOException {
        Files.createDirectories(out);
        List<String> names = networks.stream().map(Network::name).toList();
        new GradientPicture()
                .panel("How far the gradient reaches back, at the start", names, norms(before))
                .panel("The same after training on " + windows + " windows", names, norms(after))
                .save(out.resolve("gradients.png"));
        GatePictures.lstm(lstm).save(out.resolve("lstm.png"));
        GatePictures.gru(gru).save(out.resolve("gru.png"));
        say("%nPictures are in %s", out.toAbsolutePath().normalize());
    }

    private static List<double[]> norms(List<GradientByLag> all) {
        return all.stream().map(GradientByLag::norms).toList();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
