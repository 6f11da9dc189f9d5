// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.runtime.text.Stop;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.tools.rnnc.learn.CsvOptions;
import org.rnnc.tools.rnnc.learn.CsvPrediction;
import org.rnnc.tools.rnnc.learn.DataOptions;
import org.rnnc.tools.rnnc.learn.DataPlan;
import org.rnnc.tools.rnnc.learn.Kinds;
import org.rnnc.tools.rnnc.learn.NumpyData;
import org.rnnc.tools.rnnc.learn.NumpyFile;
import org.rnnc.tools.rnnc.learn.NumpyPrediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Let a trained model predict, or write a text.",
        description = {
            "",
            "Data are read and scaled as those that the model was trained on, and answers are in the units of the data. Of "
                    + "CSV, targets need not be there; the answer's row is counted from 1, and lies beyond the data for a "
                    + "forecast. Of NPZ, inputs are [batch][step][size], and so are answers."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:the answers are written", ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc predict Weather.rnn --parameters Weather.safetensors --data days.csv --out forecast.csv",
            "  rnnc predict CharRnn.rnn --parameters CharRnn.safetensors --prompt \"Once \" --length 500",
            "  rnnc predict Tagger.rnn --parameters Tagger.safetensors --data words.npz --out tags.npz"
        })
final class PredictCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", description = "the spec file that the model was trained with")
    private Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "which model of the file")
    private Optional<String> name;

    @Option(
            names = {"-p", "--parameters"},
            required = true,
            paramLabel = "FILE",
            description = "what rnnc train has saved")
    private Path parameters;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE",
            description = ".csv or .tsv with the columns of the inputs, or .npz with their arrays")
    private Optional<Path> data;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "CSV, or NPZ of NPZ, written as a whole or not at all (default: CSV on the output)")
    private Optional<Path> out;

    @Mixin
    private CsvOptions csv;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "of a model of texts: what it goes on from")
    private Optional<String> prompt;

    @Option(
            names = "--length",
            paramLabel = "TOKENS",
            defaultValue = "200",
            description = "how long the text shall be (default: 200)")
    private int length;

    @Option(
            names = "--temperature",
            paramLabel = "NUMBER",
            defaultValue = "0.8",
            description = "below 1 likely tokens are preferred, above 1 all are more alike (default: 0.8)")
    private double temperature;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "equal seeds give equal texts (default: 1)")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data.isPresent() == prompt.isPresent()) {
            throw new ParameterException(spec.commandLine(), "either --data or, for a text, --prompt");
        }
        Model model = CompiledSpec.of(file, name, spec.commandLine()).create(0);
        Kinds.refuseTrees(model.info(), "rnnc predict");
        Kinds.refuseAxes(model.info(), "rnnc predict");
        Map<String, String> notes = ParameterFile.load(model, parameters);
        try {
            if (prompt.isPresent()) {
                write(model, DataPlan.of(notes, DataPlan.TEXT), prompt.get());
            } else {
                predict(model, notes, data.get());
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return ExitCode.FINE;
    }

    private void predict(Model model, Map<String, String> notes, Path from) throws IOException {
        if (DataOptions.kind(from).equals(DataPlan.NUMPY)) {
            Path to = out.orElseThrow(() ->
                    new ParameterException(spec.commandLine(), "answers to .npz are arrays: --out says where they go"));
            if (!DataOptions.kind(to).equals(DataPlan.NUMPY)) {
                throw new ParameterException(spec.commandLine(), "answers to .npz are arrays: --out must be an .npz");
            }
            NumpyFile.write(to, NumpyPrediction.of(model, NumpyData.inputs(from, model.info())));
            return;
        }
        String text = CsvPrediction.of(model, DataPlan.of(notes, DataPlan.CSV), from, csv.reading());
        if (out.isPresent()) {
            OutputFile.write(out.get(), text);
        } else {
            PrintWriter writer = spec.commandLine().getOut();
            writer.print(text);
            writer.flush();
        }
    }

    private void write(Model model, DataPlan plan, String begin) {
        if (!(model instanceof StreamingModel streaming)) {
            throw new CommandException("model " + model.info().name() + " reads backward, so that it cannot write");
        }
        Vocabulary vocabulary = plan.category(DataPlan.TEXT).orElseThrow();
        Sampling sampling = Sampling.of(vocabulary.size()).temperature(temperature);
        Generator generator = Generator.of(streaming, sampling, RandomSource.of(seed));
        PrintWriter writer = spec.commandLine().getOut();
        writer.print(begin);
        generator.read(vocabulary.tokens(begin.isEmpty() ? vocabulary.text(0) : begin));
        generator.write(length, Stop.never(), token -> writer.print(vocabulary.text(token)));
        writer.println();
        writer.flush();
    }
}
