// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;

/** A statement in the body of a cell or a model; which of them may stand where is a check, not grammar. */
public sealed interface Item {
    SourceSpan span();

    /** {@code input x: token<65>}, {@code input seed: vector<8> per sequence}; several names share a type. */
    record Input(List<Declared> declared, SourceSpan span) implements Item {
        public Input {
            declared = List.copyOf(declared);
        }
    }

    /**
     * {@code param Wi, Wf: matrix<n, m> as weight_ih start orthogonal if bias}.
     *
     * @param fileName the tensor these are stacked into in a parameter file, where it differs from the name
     * @param start how these start, where it differs from the model's start
     * @param condition a cell parameter; where it is false these do not exist and count as zero
     */
    record Param(
            List<Name> names,
            TypeSyntax type,
            Optional<Name> fileName,
            Optional<Expr> start,
            Optional<Expr> condition,
            SourceSpan span)
            implements Item {
        public Param {
            names = List.copyOf(names);
        }
    }

    /** {@code state h, c: vector<n>}, optionally {@code start learned}. */
    record State(List<Name> names, TypeSyntax type, Optional<Expr> start, SourceSpan span) implements Item {
        public State {
            names = List.copyOf(names);
        }
    }

    /** {@code h = tanh(...)}. */
    record Equation(Name name, Expr value, SourceSpan span) implements Item {}

    /** {@code output h}, {@code output next = x |> ...}, {@code output word: token<9000> = ...}. */
    record Output(Name name, Optional<TypeSyntax> type, Optional<Expr> value, SourceSpan span) implements Item {}

    /** {@code loss crossEntropy(tag) + 0.1 * huber(length)}. */
    record Loss(Expr value, SourceSpan span) implements Item {}

    /** {@code train { ... }}. */
    record Train(List<TrainOption> options, SourceSpan span) implements Item {
        public Train {
            options = List.copyOf(options);
        }
    }

    /** {@code precision double}. */
    record PrecisionChoice(Name value, SourceSpan span) implements Item {}

    /**
     * One name with its type.
     *
     * @param per {@code sequence} where there is one value for each sequence, not one for each step
     */
    record Declared(Name name, TypeSyntax type, Optional<Name> per) {}
}
