// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;

/**
 * How a model is trained.
 *
 * @param windows by axis how many steps of a sequence are taken at once
 * @param carryState whether a window starts from the state the last one ended with, else from zero
 * @param batch sequences of one window
 * @param optimizer the rule of all parameters that have none of their own
 * @param clips what gradients go through, one after the other; at most one is by a norm
 * @param unroll steps written out at a time
 * @param gradients what else gets gradients
 * @param parameters what differs from parameter to parameter
 */
public record Training(
        Map<Axis, WindowLength> windows,
        boolean carryState,
        int batch,
        Optimizer optimizer,
        List<Clip> clips,
        long seed,
        Unroll unroll,
        List<GradientOf> gradients,
        ParameterOptions parameters) {
    /** Along the axis of a model which names none. */
    public Training(
            int window,
            int backward,
            boolean carryState,
            int batch,
            Optimizer optimizer,
            List<Clip> clips,
            long seed,
            Unroll unroll,
            List<GradientOf> gradients,
            ParameterOptions parameters) {
        this(
                Map.of(Axis.TIME, new WindowLength(window, backward)),
                carryState,
                batch,
                optimizer,
                clips,
                seed,
                unroll,
                gradients,
                parameters);
    }

    public Training {
        windows = Map.copyOf(windows);
        gradients = List.copyOf(gradients);
        clips = List.copyOf(clips);
    }

    /** The same with other options of single parameters. */
    public Training with(ParameterOptions options) {
        return new Training(windows, carryState, batch, optimizer, clips, seed, unroll, gradients, options);
    }

    public WindowLength window(Axis axis) {
        return Objects.requireNonNull(windows.get(axis), axis::name);
    }

    /** Steps of one window, along the longest axis. */
    public int window() {
        return windows.values().stream().mapToInt(WindowLength::steps).max().orElseThrow();
    }

    /** How many of the last steps gradients come from, along the longest axis. */
    public int backward() {
        return windows.values().stream().mapToInt(WindowLength::backward).max().orElseThrow();
    }

    /** The rule of a parameter, by its index. */
    public Optimizer optimizerOf(int parameter) {
        return parameters.optimizers().getOrDefault(parameter, optimizer);
    }

    /** Whether updates change a parameter, by its index. */
    public boolean isTrained(int parameter) {
        return !parameters.frozen().contains(parameter);
    }

    /** The clipping by a norm, if there is one. */
    public Optional<Clip> normClip() {
        return clips.stream().filter(clip -> clip.kind() != Clip.Kind.VALUE).findFirst();
    }

    /** What elements are held within before that norm is taken; infinity if nothing. */
    public double limitBeforeNorm() {
        Stream<Clip> before = clips.stream().takeWhile(clip -> clip.kind() == Clip.Kind.VALUE);
        return before.mapToDouble(Clip::limit).min().orElse(Double.POSITIVE_INFINITY);
    }

    public enum GradientOf {
        INPUT,
        STATE
    }

    /** {@code limit} on each element of the gradient, or on its norm. */
    public record Clip(Clip.Kind kind, double limit) {
        public enum Kind {
            VALUE,
            /** Of the gradient of all parameters together. */
            NORM,
            /** Of the gradient of each tensor by itself. */
            TENSOR_NORM
        }
    }

    /** Either a number of steps, the whole window, or the compiler's choice. */
    public record Unroll(Unroll.Kind kind, int steps) {
        public enum Kind {
            AUTO,
            STEPS,
            FULL
        }

        public static final Unroll AUTO = new Unroll(Unroll.Kind.AUTO, 0);
    }
}
