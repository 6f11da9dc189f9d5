// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rnnc.progress.LoggedTraining;
import org.rnnc.progress.TrainingBar;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.Checkpoints;
import org.rnnc.training.Goal;
import org.rnnc.training.Resumable;
import org.rnnc.training.TrainingLog;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.Validation;
import org.rnnc.training.WindowSource;
import org.rnnc.training.data.Normalization;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** Trains a model with all that people expect around it. */
public final class TrainingRun {
    private static final String FOLDER_ENDING = ".run";

    private final Model model;
    private final TrainingData data;
    private final RunOptions options;
    private final Trainer trainer;
    private final Path folder;
    private final int epoch;

    /**
     * How it went.
     *
     * @param lines for people
     */
    public record Result(List<String> lines) {}

    public TrainingRun(Model model, TrainingData data, RunOptions options, Path save) {
        this.model = model;
        this.data = data;
        this.options = options;
        trainer = model.newTrainer();
        String name = save.getFileName().toString().replaceFirst("\\.safetensors$", "");
        folder = save.resolveSibling(name + FOLDER_ENDING);
        epoch = data.training().windows();
    }

    /** A checkpoint of a run on other data, or read in another way, is not gone on from. */
    private final class SamePlan implements Resumable {
        @Override
        public String memory() {
            return data.plan().save();
        }

        @Override
        public void resume(String memory) {
            if (!memory.equals(memory())) {
                throw new IllegalArgumentException(
                        "the run that is to go on had other data or options; what was scaled or"
                                + " counted then does not fit. Begin anew without --resume");
            }
        }
    }

    /** Trains; the model then has the best parameters there were, or the last ones where nothing was held out. */
    public Result train() throws IOException {
        Checkpoints checkpoints = new Checkpoints(trainer, folder).keep("plan", new SamePlan());
        TrainingLoop loop = TrainingLoop.over(trainer, data.training()).epochs(options.epochs());
        TrainingLog log = new TrainingLog(logFile(), trainer, epoch);
        checkpoints.keep("log", log);
        Optional<Validation> validation = data.scored().map(held -> validation(held, checkpoints, log));
        validation.ifPresent(loop::listen);
        loop.listen(log);
        Files.createDirectories(folder);
        if (options.resumes()) {
            if (!Files.exists(checkpoints.last())) {
                throw new CommandException("there is no checkpoint to go on from: " + checkpoints.last());
            }
            loop.resume(checkpoints);
        } else {
            Files.deleteIfExists(checkpoints.last());
            Files.deleteIfExists(checkpoints.best());
        }
        loop.save(checkpoints, epoch);
        TrainingLoop.Result result = run(loop, validation);
        if (!result.problem().isEmpty()) {
            throw new CommandException("training has ended: " + result.problem());
        }
        if (validation.isPresent() && !validation.get().isBestRestored() && Files.exists(checkpoints.best())) {
            checkpoints.resumeBest();
        }
        if (options.curve().isPresent()) {
            LoggedTraining.read(logFile())
                    .draw(model.info().name(), options.curve().get());
        }
        return new Result(lines(result, validation));
    }

    /** One that nobody asked for is needed for the curve, and lies beside the checkpoints. */
    private Path logFile() {
        return options.log().orElse(folder.resolve("log.csv"));
    }

    private Validation validation(WindowSource held, Checkpoints checkpoints, TrainingLog log) {
        Evaluation evaluation = new Evaluation(model);
        // Fails now rather than after the first epoch, where what is held out is too little.
        held.windows();
        Validation validation = new Validation(epoch, Goal.MINIMIZE, () -> evaluation.loss(held))
                .restoreBest(model)
                .report(log::score)
                .whenBest(checkpoints::saveBest);
        options.patience().ifPresent(validation::patience);
        checkpoints.keep("validation", validation);
        return validation;
    }

    private TrainingLoop.Result run(TrainingLoop loop, Optional<Validation> validation) {
        if (options.isQuiet()) {
            return loop.run();
        }
        try (TrainingBar bar = new TrainingBar(model.info().name())) {
            validation.ifPresent(scores -> scores.report(bar::score));
            return loop.listen(bar).run();
        }
    }

    private List<String> lines(TrainingLoop.Result result, Optional<Validation> validation) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d epochs, %d updates, %.1f s; %s",
                result.windows() / epoch,
                trainer.updates(),
                result.elapsed().toMillis() / 1e3,
                validation
                        .map(scores -> String.format(
                                Locale.ROOT,
                                "best loss on what was held out %.6g, after epoch %d",
                                scores.best(),
                                (scores.bestWindow() + 1) / epoch))
                        .orElse(String.format(Locale.ROOT, "loss %.6g", result.smoothedLoss()))));
        data.measured().ifPresent(held -> lines.addAll(measures(held)));
        return lines;
    }

    /** What was held out, in the units of the data. */
    private List<String> measures(WindowSource held) {
        Evaluation evaluation = new Evaluation(model);
        List<Metric> metrics = new ArrayList<>();
        for (DataSpec target : model.info().targets()) {
            Metric metric = target.kind() == DataSpec.Kind.TOKEN
                    ? Metrics.accuracy(target.size())
                    : Metrics.rmse(target.size());
            Integer ignored = data.ignored().get(target.name());
            if (ignored != null) {
                metric.ignoring(ignored);
            }
            evaluation.measure(target.name(), metric);
            metrics.add(metric);
        }
        evaluation.run(held);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            String name = model.info().targets().get(i).name();
            double value = metrics.get(i).value();
            Optional<String> column = scaledColumn(name);
            Optional<Normalization> scales = data.plan().scales();
            if (column.isPresent() && scales.isPresent()) {
                double unit =
                        scales.get().invert(column.get(), 1) - scales.get().invert(column.get(), 0);
                value *= unit;
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "held out: %s of %s %.4g%s",
                    metrics.get(i).name(),
                    name,
                    value,
                    column.map(unit -> ", in units of " + unit).orElse("")));
        }
        return lines;
    }

    /** The column of a target that is one number and scaled. */
    private Optional<String> scaledColumn(String target) {
        List<String> columns = data.plan().targets().getOrDefault(target, List.of());
        return columns.size() == 1 && data.plan().scales().isPresent()
                ? Optional.of(columns.get(0))
                        .filter(column -> data.plan().scales().get().columns().contains(column))
                : Optional.empty();
    }
}
