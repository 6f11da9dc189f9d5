// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * Saves and loads what a network remembers of one sequence, as a safetensors file, so that the sequence can be gone on
 * with later, bit for bit. Stateless; as safe between threads as the state.
 */
public final class StateFile {
    private StateFile() {}

    /**
     * Saves a state.
     *
     * @param model the model it is a state of
     * @param state the state, between two steps
     * @param file written as a whole or not at all
     * @throws IllegalStateException if it has not begun, which must come first for a model with inputs per sequence
     * @throws ParameterFileException if it has a number that is not finite
     * @throws IOException if it cannot be written
     */
    public static void save(StreamingModel model, State state, Path file) throws IOException {
        Objects.requireNonNull(model, "model");
        if (!Objects.requireNonNull(state, "state").isBegun()) {
            throw new IllegalStateException(
                    "this state has not begun a sequence, so that there is nothing to go on from:"
                            + " session.start(state, ...) begins it");
        }
        SafetensorsWriter writer = FileFormat.writer(FileFormat.STATE, model.info());
        FileFormat.write(writer, tensors(state), file);
    }

    /**
     * Takes a state to where another was saved.
     *
     * @param model of the same fingerprint and precision as the one it was saved of; its parameters are the caller's
     *     business
     * @param state overwritten; unchanged after any exception
     * @param file the file
     * @throws ParameterFileException if the file is damaged, comes from another model or is no state; the message lists
     *     all that is wrong
     * @throws IOException if it cannot be read
     */
    public static void load(StreamingModel model, State state, Path file) throws IOException {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(state, "state");
        Safetensors source = Safetensors.read(file);
        FileFormat.checkFormat(file, source.metadata(), FileFormat.STATE);
        List<String> problems = new ArrayList<>();
        FileFormat.checkModel(source.metadata(), model.info(), problems);
        TensorMatch match = new TensorMatch(tensors(state), Map.of(), source);
        match.check(problems);
        if (!problems.isEmpty()) {
            throw new ParameterFileException(file, problems);
        }
        Tensors.write(match.values());
    }

    private static Map<String, Tensor> tensors(State state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        return tensors;
    }
}
