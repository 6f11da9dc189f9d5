// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

import java.util.List;
import java.util.Optional;

/**
 * How a model is trained.
 *
 * @param window steps of one window
 * @param backward how many of the last of them gradients come from
 * @param carryState whether a window starts from the state the last one ended with, else from zero
 * @param batch sequences of one window
 * @param unroll steps written out at a time
 * @param gradients what else gets gradients
 */
public record Training(
        int window,
        int backward,
        boolean carryState,
        int batch,
        Optimizer optimizer,
        Optional<Clip> clip,
        long seed,
        Unroll unroll,
        List<GradientOf> gradients) {
    public Training {
        gradients = List.copyOf(gradients);
    }

    public enum GradientOf {
        INPUT,
        STATE
    }

    /** {@code limit} on each element of the gradient, or on its norm. */
    public record Clip(Kind kind, double limit) {
        public enum Kind {
            VALUE,
            NORM
        }
    }

    /** Either a number of steps, the whole window, or the compiler's choice. */
    public record Unroll(Kind kind, int steps) {
        public enum Kind {
            AUTO,
            STEPS,
            FULL
        }

        public static final Unroll AUTO = new Unroll(Kind.AUTO, 0);
    }
}
