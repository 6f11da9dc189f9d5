// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The strings a file of ours carries beside its tensors. */
final class FileFormat {
    static final String FORMAT = "rnnc.format";
    static final String MODEL = "rnnc.model";
    static final String FINGERPRINT = "rnnc.fingerprint";
    static final String ELEMENT_TYPE = "rnnc.dtype";

    static final String PARAMETERS = "parameters/1";
    static final String CHECKPOINT = "checkpoint/1";
    static final String STATE = "state/1";

    private static final String NOTE = "note.";

    private FileFormat() {}

    static SafetensorsWriter writer(String format, ModelInfo info) {
        return new SafetensorsWriter()
                .metadata(FORMAT, format)
                .metadata(MODEL, info.name())
                .metadata(FINGERPRINT, info.fingerprint())
                .metadata(ELEMENT_TYPE, ElementType.of(info.precision()).name());
    }

    /** Refuses a file that is something else at once: a list of all its tensors would only hide that. */
    static void checkFormat(Path file, Map<String, String> metadata, String expected) throws ParameterFileException {
        List<String> problems = new ArrayList<>();
        check(metadata, FORMAT, expected, problems);
        if (!problems.isEmpty()) {
            throw new ParameterFileException(file, problems);
        }
    }

    /** Compares what a file says of its model with the model at hand. */
    static void checkModel(Map<String, String> metadata, ModelInfo info, List<String> problems) {
        check(metadata, MODEL, info.name(), problems);
        check(metadata, FINGERPRINT, info.fingerprint(), problems);
        check(metadata, ELEMENT_TYPE, ElementType.of(info.precision()).name(), problems);
    }

    /** Compares one string with what it must be; a missing one counts as different. */
    static void check(Map<String, String> metadata, String key, String expected, List<String> problems) {
        String found = metadata.get(key);
        if (!expected.equals(found)) {
            problems.add(key + ": expected " + expected + ", found " + (found == null ? "nothing" : found));
        }
    }

    /** A user's own strings stand apart from ours. */
    static void addNotes(SafetensorsWriter writer, Map<String, String> notes) {
        notes.forEach((key, value) -> writer.metadata(NOTE + key, value));
    }

    static Map<String, String> notes(Map<String, String> metadata) {
        Map<String, String> notes = new TreeMap<>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(NOTE)) {
                notes.put(key.substring(NOTE.length()), value);
            }
        });
        return notes;
    }
}
