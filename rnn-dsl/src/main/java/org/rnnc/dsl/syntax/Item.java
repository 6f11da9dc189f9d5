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

    /** {@code output h}, {@code output next = x |> ...}, {@code output word: token<9000> per word of translation = ...}. */
    record Output(Name name, Optional<TypeSyntax> type, Optional<Frequency> per, Optional<Expr> value, SourceSpan span)
            implements Item {}

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
     * @param per said where there is not one value for each step of the only axis
     */
    record Declared(Name name, TypeSyntax type, Optional<Frequency> per) {}

    /**
     * How often there is a value: {@code per sequence}, {@code per word of text}, {@code per node of tree}.
     *
     * @param axis along which there is one for each step; what a step is called means nothing, but that nodes and leaves are
     *     those of trees
     */
    record Frequency(Name each, Optional<Name> axis) {
        /** Whether the axis's steps are nodes of trees. */
        public boolean isOfTree() {
            return axis.isPresent() && (each.text().equals("node") || isPerLeaf());
        }

        /** Whether only leaves have a value. */
        public boolean isPerLeaf() {
            return axis.isPresent() && each.text().equals("leaf");
        }
    }
}
