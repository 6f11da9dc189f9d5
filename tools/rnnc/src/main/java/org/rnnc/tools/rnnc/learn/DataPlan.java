// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.data.Normalization;

/**
 * How the numbers of a model came out of a user's data, kept in its parameter file, so that later data are read alike.
 *
 * @param kind of the data: {@link #CSV}, {@link #TEXT} or {@link #NUMPY}
 * @param inputs of CSV, the columns of each input
 * @param targets of CSV, the columns of each target
 * @param ahead of CSV, how many rows a target is ahead of its step
 * @param normalization of CSV, see {@link Normalization#save()}; null for none
 * @param categories of CSV, the vocabulary of each column of texts; of texts, that of the tokens, by {@link #TEXT}
 * @param csv how CSV is read; null for other data
 */
public record DataPlan(
        String kind,
        Map<String, List<String>> inputs,
        Map<String, List<String>> targets,
        int ahead,
        @Nullable String normalization,
        Map<String, String> categories,
        @Nullable CsvReading csv) {
    public static final String CSV = "csv";
    public static final String TEXT = "text";
    public static final String NUMPY = "npz";

    /** What the note in the parameter file is called. */
    public static final String NOTE = "rnnc.data";

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    public static DataPlan ofText(Vocabulary vocabulary) {
        return new DataPlan(TEXT, Map.of(), Map.of(), 1, null, Map.of(TEXT, vocabulary.save()), null);
    }

    public static DataPlan ofNumpy() {
        return new DataPlan(NUMPY, Map.of(), Map.of(), 0, null, Map.of(), null);
    }

    public Optional<Normalization> scales() {
        return Optional.ofNullable(normalization).map(Normalization::load);
    }

    /** How CSV is read if nothing else is said. */
    public CsvReading reading() {
        return csv == null ? CsvReading.PLAIN : csv;
    }

    /** The vocabulary of a column of texts, if it is one. */
    public Optional<Vocabulary> category(String column) {
        return Optional.ofNullable(categories.get(column)).map(Vocabulary::load);
    }

    /** For a note in the parameter file; equal plans give equal texts. */
    public String save() {
        return GSON.toJson(new DataPlan(
                kind,
                new TreeMap<>(inputs),
                new TreeMap<>(targets),
                ahead,
                normalization,
                new TreeMap<>(categories),
                csv));
    }

    /**
     * The plan of a parameter file.
     *
     * @param notes of the file
     * @param kind the data must be of
     * @throws CommandException if there is none, or it is of other data
     */
    public static DataPlan of(Map<String, String> notes, String kind) {
        String note = notes.get(NOTE);
        if (note == null) {
            throw new CommandException(
                    "the parameters do not say what the model was trained on; rnnc train writes files"
                            + " that do. Data in NPZ, with an array for each input, need nothing of the kind");
        }
        try {
            DataPlan plan = GSON.fromJson(note, DataPlan.class);
            if (!plan.kind().equals(kind)) {
                throw new CommandException("the model was trained on " + plan.kind() + ", and not on " + kind);
            }
            return plan;
        } catch (JsonParseException e) {
            throw new CommandException("the note " + NOTE + " of the parameters is damaged: " + e.getMessage());
        }
    }
}
