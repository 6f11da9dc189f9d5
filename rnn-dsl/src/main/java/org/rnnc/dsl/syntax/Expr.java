// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;

/** An expression: the right-hand side of an equation, a flow of layers, an option's value. */
public sealed interface Expr {
    SourceSpan span();

    /** A literal; {@code text} keeps how it was written, so that {@code 65} is known to be whole. */
    record Number(double value, String text, SourceSpan span) implements Expr {}

    /** {@code x}. */
    record Reference(Name name) implements Expr {
        @Override
        public SourceSpan span() {
            return name.span();
        }
    }

    /** {@code encoder.c}: a layer's inner value or parameter. */
    record Member(Path path) implements Expr {
        @Override
        public SourceSpan span() {
            return path.span();
        }
    }

    /** {@code h[t-1]}, {@code h[left]}, {@code h[child]}: a state at another place. */
    record Indexed(Name name, Index index, SourceSpan span) implements Expr {}

    /** {@code x[from..to]}: the elements of a vector from number {@code from} on, before number {@code to}. */
    record Slice(Name name, Expr from, Expr to, SourceSpan span) implements Expr {}

    /**
     * What stands inside {@code [ ]}: {@code t}, {@code t-1}, {@code left}, {@code right}, {@code child}.
     *
     * @param back how many steps before this one; absent for this one, and of a place that is no step
     */
    record Index(Place place, Optional<Expr> back, SourceSpan span) {
        public enum Place {
            TIME,
            LEFT,
            RIGHT,
            /** Each child of a node, however many it has. */
            CHILD
        }

        /** Whether this is {@code [t]}. */
        public boolean isNow() {
            return place == Place.TIME && back.isEmpty();
        }
    }

    /**
     * {@code body for index in from..to}, an argument: the body once for each whole number from {@code from} up to the one
     * before {@code to}, which {@code index} stands for in it.
     */
    record Repetition(Expr body, Name index, Expr from, Expr to, SourceSpan span) implements Expr {}

    /** {@code -x}. */
    record Negation(Expr operand, SourceSpan span) implements Expr {}

    record Binary(Operator operator, Expr left, Expr right, SourceSpan operatorSpan, SourceSpan span) implements Expr {}

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        /** Matrix times vector, or number times anything. */
        MULTIPLY("*"),
        /** Element by element. */
        HADAMARD(".*"),
        DIVIDE("/"),
        HADAMARD_DIVIDE("./");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** {@code tanh(x)}, {@code concat(a, b)}, {@code adam(rate = 1e-3)}, {@code bidirectional(gru(96))}. */
    record Call(Name function, List<Argument> arguments, SourceSpan span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** One argument, named ({@code rate = 0.1}) or by position. */
    record Argument(Optional<Name> name, Expr value, SourceSpan span) {}

    /**
     * {@code input |> stage}, where the stage is a {@link Reference} or a {@link Call} and may name its layer:
     * {@code x |> lstm(128) as encoder}.
     */
    record Pipe(Expr input, Expr stage, Optional<Name> layer, SourceSpan span) implements Expr {}
}
