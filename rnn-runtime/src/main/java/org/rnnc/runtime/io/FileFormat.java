// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.tensor.Finite;
import org.rnnc.runtime.tensor.Tensor;

/** The strings a file of ours carries beside its tensors. */
final class FileFormat {
    static final String FORMAT = "rnnc.format";
    static final String MODEL = "rnnc.model";
    static final String FINGERPRINT = "rnnc.fingerprint";
    static final String ELEMENT_TYPE = "rnnc.dtype";

    static final String PARAMETERS = "parameters/2";
    static final String CHECKPOINT = "checkpoint/2";
    static final String STATE = "state/2";

    /** The same formats before there were checksums; still read. */
    private static final Map<String, String> FIRST =
            Map.of(PARAMETERS, "parameters/1", CHECKPOINT, "checkpoint/1", STATE, "state/1");

    private static final String OURS = "rnnc.";
    private static final String NOTE = "note.";

    private FileFormat() {}

    static SafetensorsWriter writer(String format, ModelInfo info) {
        return new SafetensorsWriter()
                .metadata(Checksum.KEY, Checksum.UNKNOWN)
                .metadata(FORMAT, format)
                .metadata(MODEL, info.name())
                .metadata(FINGERPRINT, info.fingerprint())
                .metadata(ELEMENT_TYPE, ElementType.of(info.precision()).name());
    }

    /** Whether a file is of a format, in this version or an earlier one. */
    static boolean isFormat(@Nullable String found, String expected) {
        return found != null && (found.equals(expected) || found.equals(FIRST.get(expected)));
    }

    /**
     * Whether a file must have a checksum. Whatever has any of our metadata does, but for the formats that had none; so a
     * file is found out that lost its checksum's name.
     */
    static boolean needsChecksum(Map<String, String> metadata) {
        return metadata.keySet().stream().anyMatch(key -> key.startsWith(OURS))
                && !FIRST.containsValue(metadata.get(FORMAT));
    }

    /** Writes a file of ours, unless one of its tensors has what nobody could load again. */
    static void write(SafetensorsWriter writer, Map<String, Tensor> tensors, Path file) throws IOException {
        add(writer, tensors, file);
        writer.write(file);
    }

    /** The same to a stream, of which nothing is written then. */
    static void write(SafetensorsWriter writer, Map<String, Tensor> tensors, OutputStream out) throws IOException {
        add(writer, tensors, Safetensors.STREAM);
        writer.write(out);
    }

    private static void add(SafetensorsWriter writer, Map<String, Tensor> tensors, Object target)
            throws ParameterFileException {
        List<String> problems = new ArrayList<>(Finite.problems(tensors));
        if (!problems.isEmpty()) {
            problems.set(0, "not saved: " + problems.get(0));
            throw new ParameterFileException(target, problems);
        }
        tensors.forEach(writer::add);
    }

    /** Refuses a file that is something else at once: a list of all its tensors would only hide that. */
    static void checkFormat(Object source, Map<String, String> metadata, String expected)
            throws ParameterFileException {
        List<String> problems = new ArrayList<>();
        if (!isFormat(metadata.get(FORMAT), expected)) {
            check(metadata, FORMAT, expected, problems);
        }
        if (!problems.isEmpty()) {
            throw new ParameterFileException(source, problems);
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
        Objects.requireNonNull(notes, "notes").forEach((key, value) -> writer.metadata(NOTE + key, value));
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
