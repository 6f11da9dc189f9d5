// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.annotation.Precision;

/**
 * What a generated class knows about itself. Immutable, safe to share between threads.
 *
 * @param name the model's name in the specification
 * @param fingerprint a digest of the specification: equal for equal networks, written into parameter files
 * @param precision the number type it computes in
 * @param engine the engine chosen when the class was loaded, {@code "plain"} or {@code "vector"}
 * @param window time steps per training window
 * @param batch sequences trained side by side
 * @param inputs in the order sessions, predictors and trainers take them
 * @param outputs in the order {@link Session#step} fills them
 * @param targets in the order a trainer takes them, after the inputs
 * @param carriesState whether training goes on from window to window with the recurrent states, {@code carry state}
 */
public record ModelInfo(
        String name,
        String fingerprint,
        Precision precision,
        String engine,
        int window,
        int batch,
        List<DataSpec> inputs,
        List<DataSpec> outputs,
        List<DataSpec> targets,
        boolean carriesState) {
    /**
     * Copies the lists.
     *
     * @param name the model's name in the specification
     * @param fingerprint a digest of the specification: equal for equal networks, written into parameter files
     * @param precision the number type it computes in
     * @param engine the engine chosen when the class was loaded, {@code "plain"} or {@code "vector"}
     * @param window time steps per training window
     * @param batch sequences trained side by side
     * @param inputs in the order sessions, predictors and trainers take them
     * @param outputs in the order {@link Session#step} fills them
     * @param targets in the order a trainer takes them, after the inputs
     * @param carriesState whether training goes on from window to window with the recurrent states, {@code carry state}
     * @throws IllegalArgumentException if {@code window} or {@code batch} is below 1
     */
    public ModelInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(engine, "engine");
        if (window < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    name + ": window " + window + " and batch " + batch + " must be above 0");
        }
        inputs = List.copyOf(Objects.requireNonNull(inputs, "inputs"));
        outputs = List.copyOf(Objects.requireNonNull(outputs, "outputs"));
        targets = List.copyOf(Objects.requireNonNull(targets, "targets"));
    }
}
