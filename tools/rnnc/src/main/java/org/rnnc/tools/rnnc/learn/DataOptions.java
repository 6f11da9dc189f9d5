// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnnc.tools.rnnc.CommandException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the command line says about data to train on. */
public final class DataOptions {
    /** How numbers are scaled. */
    public enum Scaling {
        /** To mean 0 and deviation 1. */
        STANDARD,
        /** To 0 to 1. */
        MINMAX,
        /** Not at all. */
        NONE
    }

    @Option(
            names = {"-d", "--data"},
            required = true,
            paramLabel = "FILE",
            description = "CSV with names of columns (.csv, .tsv), a text (.txt or any other), or NumPy's .npz with an "
                    + "array [batch][step][size] for each input and target")
    private Path data;

    @Option(
            names = "--input",
            paramLabel = "NAME=COLUMN,...",
            description =
                    "CSV: the columns of an input, if it is not the column of its name, or all columns of numbers; a name "
                            + "with a comma stands in quotes: 'day=\"a, b\",c'")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--target",
            paramLabel = "NAME=COLUMN,...",
            description = "CSV: the columns of an output's target, if it is not the column of its name")
    private Map<String, String> targets = new LinkedHashMap<>();

    @Option(
            names = "--ahead",
            paramLabel = "ROWS",
            defaultValue = "0",
            description = "CSV: how many rows ahead targets are, 1 for a forecast of the next row (default: 0)")
    private int ahead;

    @Mixin
    private CsvOptions csv;

    @Option(
            names = "--normalize",
            paramLabel = "HOW",
            defaultValue = "STANDARD",
            description = "CSV: standard, minmax or none, of numbers that are inputs, or targets of mse, mae, huber or "
                    + "quantile (default: standard)")
    private Scaling scaling;

    @Option(
            names = "--words",
            description =
                    "text: where it has fewer characters than the model tokens, fill up by its most frequent words")
    private boolean words;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "share of the data held out: of CSV and texts the end, of NPZ by chance; 0 for none "
                    + "(default: 0.2)")
    private double validation;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description =
                    "parameters start by it, and examples are shuffled; equal seeds give equal results (default: 1)")
    private long seed;

    public Path data() {
        return data;
    }

    public Map<String, List<String>> inputs() {
        return columns("--input", inputs);
    }

    public Map<String, List<String>> targets() {
        return columns("--target", targets);
    }

    private static Map<String, List<String>> columns(String option, Map<String, String> said) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        said.forEach((name, list) -> columns.put(name, ColumnNames.read(option + " " + name, list)));
        return columns;
    }

    public int ahead() {
        return ahead;
    }

    public CsvReading reading() {
        return csv.reading();
    }

    public Scaling scaling() {
        return scaling;
    }

    public boolean takesWords() {
        return words;
    }

    public double validation() {
        if (!(validation >= 0 && validation < 1)) {
            throw new CommandException("--validation: expected a share from 0 to below 1, found " + validation);
        }
        return validation;
    }

    public long seed() {
        return seed;
    }

    /** Of a file's name, in small letters. */
    public static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** What kind of data a file has, by its ending: whatever is nothing else is a text. A folder has none. */
    public static String kind(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + " is a folder, expected a file");
        }
        return switch (ending(file)) {
            case "csv", "tsv" -> DataPlan.CSV;
            case "npz" -> DataPlan.NUMPY;
            default -> DataPlan.TEXT;
        };
    }
}
