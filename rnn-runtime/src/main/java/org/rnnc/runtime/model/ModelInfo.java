// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.rnnc.runtime.annotation.Precision;

/**
 * What a generated class knows about itself. Immutable, safe to share between threads.
 *
 * @param name the model's name in the specification
 * @param fingerprint a digest of the specification: equal for equal networks, written into parameter files
 * @param precision the number type it computes in
 * @param engine the engine chosen when the class was loaded, {@code "plain"} or {@code "vector"}
 * @param window time steps per training window; of the first axis, where there are several
 * @param batch sequences trained side by side
 * @param inputs in the order sessions, predictors and trainers take them
 * @param outputs in the order {@link Session#step} fills them
 * @param targets in the order a trainer takes them, after the inputs
 * @param carriesState whether training goes on from window to window with the recurrent states, {@code carry state}
 * @param axes along which there are steps, in the order in which methods take what belongs to them
 * @param fedBack tokens of the step before, in the order sessions and predictors take them, after the inputs
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
        boolean carriesState,
        List<AxisSpec> axes,
        List<FedBack> fedBack) {
    /**
     * What a model that names no axis, and feeds no token back, knows about itself.
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
    public ModelInfo(
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
        this(
                name,
                fingerprint,
                precision,
                engine,
                window,
                batch,
                inputs,
                outputs,
                targets,
                carriesState,
                List.of(new AxisSpec(AxisSpec.TIME, Math.max(1, window))),
                List.of());
    }

    /**
     * Copies the lists.
     *
     * @param name the model's name in the specification
     * @param fingerprint a digest of the specification: equal for equal networks, written into parameter files
     * @param precision the number type it computes in
     * @param engine the engine chosen when the class was loaded, {@code "plain"} or {@code "vector"}
     * @param window time steps per training window; of the first axis, where there are several
     * @param batch sequences trained side by side
     * @param inputs in the order sessions, predictors and trainers take them
     * @param outputs in the order {@link Session#step} fills them
     * @param targets in the order a trainer takes them, after the inputs
     * @param carriesState whether training goes on from window to window with the recurrent states, {@code carry state}
     * @param axes along which there are steps, in the order in which methods take what belongs to them
     * @param fedBack tokens of the step before, in the order sessions and predictors take them, after the inputs
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
        axes = List.copyOf(Objects.requireNonNull(axes, "axes"));
        fedBack = List.copyOf(Objects.requireNonNull(fedBack, "fedBack"));
    }

    /**
     * How many steps of an axis a training window has.
     *
     * @param axis its name
     * @return 1 or more
     * @throws IllegalArgumentException if the model has no such axis; the message lists those it has
     */
    public int window(String axis) {
        return axes.get(axisIndex(axis)).window();
    }

    /**
     * Where an axis is in {@link #axes()}.
     *
     * @param axis its name
     * @return from 0
     * @throws IllegalArgumentException if the model has no such axis; the message lists those it has
     */
    public int axisIndex(String axis) {
        Objects.requireNonNull(axis, "axis");
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).name().equals(axis)) {
                return i;
            }
        }
        throw new IllegalArgumentException("model " + name + " has no axis \"" + axis + "\". There are: "
                + axes.stream().map(AxisSpec::name).collect(Collectors.joining(", ")));
    }
}
