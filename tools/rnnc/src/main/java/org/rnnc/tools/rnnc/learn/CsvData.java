// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rnnc.csv.CsvFile;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.WindowSource;
import org.rnnc.training.data.Batches;
import org.rnnc.training.data.Columns;
import org.rnnc.training.data.Examples;
import org.rnnc.training.data.Normalization;
import org.rnnc.training.data.Split;
import org.rnnc.training.data.Table;

/** Rows of CSV to train on: which column is what, categories, scales, windows. */
public final class CsvData {
    private final ModelInfo info;
    private final LossTargets losses;
    private final DataOptions options;
    private final Map<String, List<String>> inputs = new LinkedHashMap<>();
    private final Map<String, List<String>> targets = new LinkedHashMap<>();
    private final Map<String, Vocabulary> categories = new LinkedHashMap<>();
    private CsvFile file;

    private CsvData(ModelInfo info, LossTargets losses, DataOptions options) throws IOException {
        this.info = info;
        this.losses = losses;
        this.options = options;
        file = options.reading().open(options.data());
    }

    public static TrainingData of(ModelInfo info, LossTargets losses, DataOptions options) throws IOException {
        return new CsvData(info, losses, options).data();
    }

    private TrainingData data() throws IOException {
        check(options.inputs().keySet(), info.inputs(), "--input", "input");
        check(options.targets().keySet(), info.targets(), "--target", "target");
        for (DataSpec input : info.inputs()) {
            inputs.put(input.name(), columns(input, options.inputs().get(input.name()), "input"));
        }
        for (DataSpec target : info.targets()) {
            targets.put(target.name(), columns(target, options.targets().get(target.name()), "target"));
        }
        Table table = table();
        double share = options.validation();
        Optional<Split<Table>> split = share > 0 ? Optional.of(Split.byTime(table, share)) : Optional.empty();
        Table training = split.map(Split::training).orElse(table);
        Optional<Normalization> scales = scales(training);
        DataPlan plan = new DataPlan(
                DataPlan.CSV,
                inputs,
                targets,
                options.ahead(),
                scales.map(Normalization::save).orElse(null),
                vocabularies(),
                options.reading());
        Examples learned = examples(training, scales);
        Optional<Examples> held = Optional.empty();
        if (split.isPresent()) {
            held = Optional.of(examples(split.get().heldOut(), scales));
        }
        String description = training.rows() + " rows to learn from, " + learned.count() + " windows"
                + split.map(parts -> "; " + parts.heldOut().rows() + " held out")
                        .orElse("");
        return data(info, losses, options, learned, held, plan, description);
    }

    /** The same for examples of any kind. */
    public static TrainingData data(
            ModelInfo info,
            LossTargets losses,
            DataOptions options,
            Examples learned,
            Optional<Examples> held,
            DataPlan plan,
            String description) {
        Batches training = cut(Batches.of(info, learned), info, losses);
        if (!info.carriesState()) {
            training.shuffled(options.seed());
        }
        return new TrainingData(
                training,
                held.<WindowSource>map(examples -> cut(Batches.of(info, examples), info, losses)),
                held.<WindowSource>map(examples -> Batches.forEvaluation(info, examples)),
                losses.ignored(),
                plan,
                description);
    }

    /** What fills up a last batch is ignored where the loss can, and else left out where it would count. */
    private static Batches cut(Batches batches, ModelInfo info, LossTargets losses) {
        for (DataSpec target : info.targets()) {
            if (!target.perStep()) {
                if (losses.ignored(target.name()).isEmpty()) {
                    return batches.dropLast();
                }
                batches.ignoring(target.name(), losses.ignored(target.name()).getAsInt());
            }
        }
        return batches;
    }

    private static void check(Set<String> said, List<DataSpec> specs, String option, String what) {
        List<String> names = specs.stream().map(DataSpec::name).toList();
        for (String name : said) {
            if (!names.contains(name)) {
                throw new CommandException(option + ": the model has no " + what + " " + name + ". There are: "
                        + String.join(", ", names));
            }
        }
    }

    private List<String> columns(DataSpec spec, @Nullable List<String> said, String what) throws IOException {
        List<String> all =
                Stream.concat(file.columns().stream(), file.leftOut().stream()).toList();
        if (said != null) {
            for (String column : said) {
                if (!all.contains(column)) {
                    throw new CommandException(
                            options.data() + " has no column " + column + ". There are: " + ColumnNames.show(all));
                }
            }
            if (said.size() != spec.width()) {
                throw new CommandException("--" + what + " " + spec.name() + " takes " + spec.width()
                        + (spec.width() == 1 ? " column" : " columns") + ", found " + said.size());
            }
            return said;
        }
        if (spec.width() == 1 && all.contains(spec.name())) {
            return List.of(spec.name());
        }
        if (what.equals("input") && file.columns().size() == spec.width()) {
            return file.columns();
        }
        throw new CommandException(what + " " + spec.name() + " takes " + spec.width()
                + (spec.width() == 1 ? " column" : " columns") + ", and which is not clear: --" + what + " "
                + spec.name()
                + "=COLUMN" + (spec.width() == 1 ? "" : ",...") + " says it. Of numbers there are: "
                + ColumnNames.show(file.columns()) + "; others: " + ColumnNames.show(file.leftOut())
                + withCommas());
    }

    private String withCommas() throws IOException {
        List<String> columns = options.reading().numbersWithComma(options.data());
        return columns.isEmpty() ? "" : "; with --decimal-comma, numbers are also " + ColumnNames.show(columns);
    }

    /** All columns in use; texts that are to be tokens are so. */
    private Table table() throws IOException {
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> tokens = new LinkedHashSet<>();
        for (DataSpec spec : specs()) {
            List<String> columns = columnsOf(spec);
            (spec.kind() == DataSpec.Kind.TOKEN && file.leftOut().contains(columns.get(0)) ? tokens : numbers)
                    .addAll(columns);
        }
        CsvFile chosen = numbers.isEmpty() ? file : file.columns(numbers.toArray(String[]::new));
        for (String column : tokens) {
            chosen = chosen.category(column);
            categories.put(column, chosen.categoryOf(column));
        }
        if (numbers.isEmpty()) {
            chosen = chosen.columns(tokens.toArray(String[]::new));
        }
        for (DataSpec spec : specs()) {
            Vocabulary values = categories.get(columnsOf(spec).get(0));
            if (spec.kind() == DataSpec.Kind.TOKEN && values != null && values.size() > spec.size()) {
                throw new CommandException("column " + columnsOf(spec).get(0) + " has " + values.size()
                        + " different texts, and " + spec.name() + " is token<" + spec.size() + ">");
            }
        }
        return Table.read(chosen);
    }

    private List<DataSpec> specs() {
        return Stream.concat(info.inputs().stream(), info.targets().stream()).toList();
    }

    private List<String> columnsOf(DataSpec spec) {
        boolean isInput = info.inputs().stream().anyMatch(input -> input == spec);
        return named(isInput ? inputs : targets, spec);
    }

    private static List<String> named(Map<String, List<String>> columns, DataSpec spec) {
        return Objects.requireNonNull(columns.get(spec.name()), spec.name());
    }

    private Map<String, String> vocabularies() {
        Map<String, String> saved = new LinkedHashMap<>();
        categories.forEach((column, values) -> saved.put(column, values.save()));
        return saved;
    }

    private Optional<Normalization> scales(Table training) throws IOException {
        Set<String> scaled = new LinkedHashSet<>();
        Set<String> plain = new LinkedHashSet<>();
        for (DataSpec spec : info.inputs()) {
            (spec.kind() == DataSpec.Kind.VECTOR ? scaled : plain).addAll(named(inputs, spec));
        }
        for (DataSpec spec : info.targets()) {
            (losses.isDistance(spec.name()) ? scaled : plain).addAll(named(targets, spec));
        }
        List<String> columns = new ArrayList<>(scaled);
        columns.removeAll(plain);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String[] names = columns.toArray(String[]::new);
        return switch (options.scaling()) {
            case STANDARD -> Optional.of(Normalization.standard(training, names));
            case MINMAX -> Optional.of(Normalization.minMax(training, names));
            case NONE -> Optional.empty();
        };
    }

    private Examples examples(Table rows, Optional<Normalization> scales) throws IOException {
        Columns columns = Columns.of(info);
        for (DataSpec input : info.inputs()) {
            columns = columns.input(input.name(), named(inputs, input).toArray(String[]::new));
        }
        for (DataSpec target : info.targets()) {
            columns = columns.target(
                    target.name(), options.ahead(), named(targets, target).toArray(String[]::new));
        }
        return columns.windows(scales.map(scale -> scale.apply(rows)).orElse(rows));
    }
}
