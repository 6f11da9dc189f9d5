// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.csv.CsvFile;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.data.Normalization;
import org.rnnc.training.data.Table;

/**
 * Answers for rows of CSV, as CSV. Where all outputs are per step, windows lie side by side, and each row has an answer; where
 * one is per sequence, a window begins at every row, and the answer is about its end.
 */
public final class CsvPrediction {
    private final Model model;
    private final ModelInfo info;
    private final DataPlan plan;
    private final Table rows;
    private final Optional<Normalization> scales;
    private final Map<String, Vocabulary> labels = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder("row");

    private CsvPrediction(Model model, DataPlan plan, Path file, CsvReading said) throws IOException {
        this.model = model;
        info = model.info();
        this.plan = plan;
        scales = plan.scales();
        for (DataSpec output : info.outputs()) {
            List<String> columns = plan.targets().getOrDefault(output.name(), List.of());
            if (!columns.isEmpty()) {
                plan.category(columns.get(0)).ifPresent(values -> labels.put(output.name(), values));
            }
        }
        rows = read(plan.reading().then(said).open(file));
    }

    /**
     * The whole CSV.
     *
     * @param said of how the file is read, where it is not what was said of those that the model was trained on
     */
    public static String of(Model model, DataPlan plan, Path file, CsvReading said) throws IOException {
        return new CsvPrediction(model, plan, file, said).text();
    }

    private Table read(CsvFile file) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        plan.inputs().values().forEach(columns::addAll);
        CsvFile csv = file.columns(columns.toArray(String[]::new));
        for (String column : columns) {
            Optional<Vocabulary> values = plan.category(column);
            if (values.isPresent()) {
                csv = csv.category(column, values.get());
            }
        }
        Table table = Table.read(csv);
        return scales.map(scale -> scale.apply(table)).orElse(table);
    }

    private String text() {
        info.outputs().forEach(this::header);
        text.append('\n');
        boolean overlaps = info.outputs().stream().anyMatch(output -> !output.perStep());
        int window = info.window();
        if (rows.rows() < (overlaps ? window : 1)) {
            throw new CommandException("there are " + rows.rows() + " rows, and the model reads " + window);
        }
        Predictor predictor = model.newPredictor(window, 1);
        State[] states = goesOn() && !overlaps ? new State[] {((StreamingModel) model).newState()} : null;
        int last = overlaps ? rows.rows() - window : rows.rows() - 1;
        for (int first = 0; first <= last; first += overlaps ? 1 : window) {
            int steps = Math.min(window, rows.rows() - first);
            Object[] outputs =
                    info.outputs().stream().map(spec -> array(spec, steps)).toArray();
            predictor.run(steps, 1, null, states, inputs(first, steps), outputs);
            for (int step = overlaps ? steps - 1 : 0; step < steps; step++) {
                row(first + step, step, outputs);
            }
        }
        return text.toString();
    }

    private boolean goesOn() {
        return info.carriesState()
                && model instanceof StreamingModel
                && info.inputs().stream().allMatch(DataSpec::perStep);
    }

    private Object array(DataSpec spec, int steps) {
        int length = (spec.perStep() ? steps : 1) * spec.width();
        return info.precision() == Precision.FLOAT ? new float[length] : new double[length];
    }

    private Object[] inputs(int first, int steps) {
        List<Object> inputs = new ArrayList<>();
        for (DataSpec spec : info.inputs()) {
            List<String> columns = plan.inputs().get(spec.name());
            if (columns == null) {
                throw new CommandException("the model was trained without an input " + spec.name());
            }
            int count = spec.perStep() ? steps : 1;
            double[] values = new double[count * columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(first + i / columns.size(), columns.get(i % columns.size()));
            }
            inputs.add(Numbers.as(spec, info.precision(), values));
        }
        return inputs.toArray();
    }

    private void header(DataSpec output) {
        if (isOfToken(output)) {
            text.append(',').append(field(output.name())).append(',').append(field(output.name() + ".probability"));
            return;
        }
        for (int i = 0; i < output.size(); i++) {
            text.append(',').append(field(name(output, i)));
        }
    }

    private boolean isOfToken(DataSpec output) {
        return info.targets().stream()
                .anyMatch(target -> target.name().equals(output.name()) && target.kind() == DataSpec.Kind.TOKEN);
    }

    /** What was the target is named by its column. */
    private String name(DataSpec output, int element) {
        List<String> columns = plan.targets().getOrDefault(output.name(), List.of());
        if (columns.size() == output.size()) {
            return columns.get(element);
        }
        return output.size() == 1 ? output.name() : output.name() + "." + element;
    }

    private void row(int row, int step, Object[] outputs) {
        text.append(row + plan.ahead() + 1);
        for (int i = 0; i < outputs.length; i++) {
            DataSpec output = info.outputs().get(i);
            int from = output.perStep() ? step * output.size() : 0;
            if (isOfToken(output)) {
                likeliest(output, outputs[i], from);
            } else {
                for (int element = 0; element < output.size(); element++) {
                    String name = name(output, element);
                    double value = Numbers.get(outputs[i], from + element);
                    text.append(',')
                            .append(number(scales.map(scale -> scale.invert(name, value))
                                    .orElse(value)));
                }
            }
        }
        text.append('\n');
    }

    private void likeliest(DataSpec output, Object values, int from) {
        int best = 0;
        for (int token = 1; token < output.size(); token++) {
            best = Numbers.get(values, from + token) > Numbers.get(values, from + best) ? token : best;
        }
        Vocabulary texts = labels.get(output.name());
        text.append(',')
                .append(texts == null || best >= texts.size() ? Integer.toString(best) : field(texts.text(best)));
        text.append(',').append(number(Numbers.get(values, from + best)));
    }

    /** To a float's digits, which is more than a model knows. */
    private static String number(double value) {
        return Float.toString((float) value);
    }

    private static String field(String field) {
        return field.matches("(?s).*[,\"\r\n].*") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }
}
