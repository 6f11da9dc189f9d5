// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;

/** A statement inside {@code train { }}. */
public sealed interface TrainOption {
    SourceSpan span();

    /** {@code window 25}, {@code window 25, carry state}, {@code window 25, reset state}. */
    record Window(Expr steps, Optional<Name> stateRule, SourceSpan span) implements TrainOption {}

    /** {@code batch 32}. */
    record Batch(Expr size, SourceSpan span) implements TrainOption {}

    /** {@code optimizer adam(rate = 1e-3)}. */
    record Optimizer(Expr value, SourceSpan span) implements TrainOption {}

    /** {@code clip value 5}, {@code clip norm 1}. */
    record Clip(Name kind, Expr limit, SourceSpan span) implements TrainOption {}

    /** {@code start normal(0.01)}. */
    record Start(Expr value, SourceSpan span) implements TrainOption {}

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
