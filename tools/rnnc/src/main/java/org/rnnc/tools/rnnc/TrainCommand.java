// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.tools.rnnc.learn.CsvData;
import org.rnnc.tools.rnnc.learn.DataOptions;
import org.rnnc.tools.rnnc.learn.DataPlan;
import org.rnnc.tools.rnnc.learn.Kinds;
import org.rnnc.tools.rnnc.learn.LossTargets;
import org.rnnc.tools.rnnc.learn.NumpyData;
import org.rnnc.tools.rnnc.learn.RunOptions;
import org.rnnc.tools.rnnc.learn.TextData;
import org.rnnc.tools.rnnc.learn.TrainingData;
import org.rnnc.tools.rnnc.learn.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Train a model on data, without Java code.",
        description = {
            "",
            "The model is compiled in memory, which takes a JDK. What it learns is saved as safetensors, together with how "
                    + "the data were read and scaled, so that rnnc predict reads others alike. After each epoch a "
                    + "checkpoint is saved beside it; --resume goes on from there, to the same bits as if nothing had "
                    + "happened. Files are written as a whole or not at all."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:the model is trained and saved", ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc train Weather.rnn --data days.csv --target tomorrow=temp_max --ahead 1",
            "  rnnc train CharRnn.rnn --data book.txt --epochs 5 --curve loss.png",
            "  rnnc train Tagger.rnn --data tagged.npz --validation 0.1 --patience 5"
        })
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", description = "a spec file with one model, or --model says which")
    private Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "which model of the file")
    private Optional<String> name;

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        run.check();
        CompiledSpec compiled = CompiledSpec.of(file, name, spec.commandLine());
        Model model = compiled.create(data.seed());
        ModelInfo info = model.info();
        Kinds.refuseTrees(info, "rnnc train");
        Kinds.refuseAxes(info, "rnnc train");
        if (info.targets().isEmpty()) {
            throw new CommandException("model " + info.name() + " has no loss to train by");
        }
        TrainingData found;
        TrainingRun.Result result;
        PrintWriter out = spec.commandLine().getOut();
        Path save = run.save().orElse(Path.of(info.name() + ".safetensors"));
        if (save.toAbsolutePath().getParent() == null
                || !Files.isDirectory(save.toAbsolutePath().getParent())) {
            throw new CommandException("there is no folder for " + save);
        }
        try {
            found = read(info, new LossTargets(compiled.file(), compiled.spec()));
            out.println(model.summary());
            out.println(found.description());
            out.flush();
            result = new TrainingRun(model, found, run, save).train();
        } catch (IllegalArgumentException e) {
            // What does not fit is the data's or the options', and the messages say so.
            throw new CommandException(data.data() + ": " + e.getMessage());
        }
        ParameterFile.save(
                model, save, NameMap.same(), Map.of(DataPlan.NOTE, found.plan().save()));
        result.lines().forEach(out::println);
        out.println("saved as " + save);
        out.flush();
        return ExitCode.FINE;
    }

    private TrainingData read(ModelInfo info, LossTargets losses) throws IOException {
        return switch (DataOptions.kind(data.data())) {
            case DataPlan.CSV -> CsvData.of(info, losses, data);
            case DataPlan.NUMPY -> NumpyData.of(info, losses, data);
            default -> TextData.of(info, data);
        };
    }
}
