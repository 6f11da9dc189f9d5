// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;

/** A statement inside {@code train { }}. */
public sealed interface TrainOption {
    SourceSpan span();

    /**
     * {@code window 25}, {@code window 25, carry state}, {@code window 100, backward 25, reset state}, {@code window text 50,
     * translation 60}.
     *
     * @param steps of all axes that are not named
     * @param axes of those that are
     * @param backward how many of the last steps gradients come from
     */
    record Window(
            Optional<Expr> steps,
            List<AxisSteps> axes,
            Optional<Name> stateRule,
            Optional<Expr> backward,
            SourceSpan span)
            implements TrainOption {
        public Window {
            axes = List.copyOf(axes);
        }
    }

    /** {@code text 50}. */
    record AxisSteps(Name axis, Expr steps) {}

    /** {@code batch 32}. */
    record Batch(Expr size, SourceSpan span) implements TrainOption {}

    /**
     * {@code optimizer adam(rate = 1e-3)}, {@code optimizer sgd(rate = 0.1) for words, head.b}.
     *
     * @param targets layers or parameters it is for; empty for all that no other is for
     */
    record Optimizer(Expr value, List<Path> targets, SourceSpan span) implements TrainOption {
        public Optimizer {
            targets = List.copyOf(targets);
        }
    }

    /** {@code clip norm 1}, {@code clip value 5, norm 1 per tensor}: one after the other. */
    record Clip(List<Clipping> clippings, SourceSpan span) implements TrainOption {
        public Clip {
            clippings = List.copyOf(clippings);
        }
    }

    /**
     * {@code value 5}, {@code norm 1}, {@code norm 1 per tensor}.
     *
     * @param per {@code tensor} where each gradient has a norm of its own
     */
    record Clipping(Name kind, Expr limit, Optional<Name> per, SourceSpan span) {}

    /**
     * {@code start normal(0.01)}, {@code start orthogonal for encoder.Wh}.
     *
     * @param targets layers or parameters it is for; empty for all matrices that say nothing themselves
     */
    record Start(Expr value, List<Path> targets, SourceSpan span) implements TrainOption {
        public Start {
            targets = List.copyOf(targets);
        }
    }

    /** {@code freeze words, encoder.Wx}: these stay as they are. */
    record Freeze(List<Path> targets, SourceSpan span) implements TrainOption {
        public Freeze {
            targets = List.copyOf(targets);
        }
    }

    /**
     * {@code maxNorm 3}, {@code maxNorm 3 for encoder}.
     *
     * @param targets layers or parameters it is for; empty for all matrices
     */
    record MaxNorm(Expr limit, List<Path> targets, SourceSpan span) implements TrainOption {
        public MaxNorm {
            targets = List.copyOf(targets);
        }
    }

    /** {@code observe encoder.i, encoder.h}: inner values that a training window keeps for the caller to see. */
    record Observe(List<Path> values, SourceSpan span) implements TrainOption {
        public Observe {
            values = List.copyOf(values);
        }
    }

    /** {@code seed 7}. */
    record Seed(Expr value, SourceSpan span) implements TrainOption {}

    /** {@code unroll auto}, {@code unroll full}, {@code unroll 5}. */
    record Unroll(Expr value, SourceSpan span) implements TrainOption {}

    /** {@code gradients input, state}. */
    record Gradients(List<Name> of, SourceSpan span) implements TrainOption {
        public Gradients {
            of = List.copyOf(of);
        }
    }
}
