// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph.range;

import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * How large the elements of a value may be, whatever finite numbers it is made from.
 *
 * @param bounded whether there is a number that none exceeds, though it may be far below zero
 */
record Extent(Level level, Sign sign, boolean bounded) {
    enum Level {
        /** Within bounds that do not depend on data. */
        BOUNDED,
        /** Finite, unless sums overflow. */
        FINITE,
        /** Perhaps infinite. */
        INFINITE,
        /** Perhaps NaN. */
        UNDEFINED
    }

    enum Sign {
        ZERO,
        POSITIVE,
        NEGATIVE,
        NOT_NEGATIVE,
        NOT_POSITIVE,
        ANY;

        private boolean isNotNegative() {
            return this == ZERO || this == POSITIVE || this == NOT_NEGATIVE;
        }

        private boolean isNotPositive() {
            return this == ZERO || this == NEGATIVE || this == NOT_POSITIVE;
        }

        private Sign union(Sign other) {
            if (this == other) {
                return this;
            }
            return isNotNegative() && other.isNotNegative()
                    ? NOT_NEGATIVE
                    : isNotPositive() && other.isNotPositive() ? NOT_POSITIVE : ANY;
        }

        private Sign plus(Sign other) {
            if (this == ZERO || other == ZERO) {
                return this == ZERO ? other : this;
            }
            boolean strict = this == POSITIVE || other == POSITIVE;
            if (isNotNegative() && other.isNotNegative()) {
                return strict ? POSITIVE : NOT_NEGATIVE;
            }
            strict = this == NEGATIVE || other == NEGATIVE;
            return isNotPositive() && other.isNotPositive() ? strict ? NEGATIVE : NOT_POSITIVE : ANY;
        }

        private Sign negated() {
            return switch (this) {
                case POSITIVE -> NEGATIVE;
                case NEGATIVE -> POSITIVE;
                case NOT_NEGATIVE -> NOT_POSITIVE;
                case NOT_POSITIVE -> NOT_NEGATIVE;
                case ZERO, ANY -> this;
            };
        }

        /** Products of two positive numbers may be zero: they underflow. */
        private Sign times(Sign other) {
            if (this == ZERO || other == ZERO) {
                return ZERO;
            }
            if (this == ANY || other == ANY) {
                return ANY;
            }
            return isNotNegative() == other.isNotNegative() ? NOT_NEGATIVE : NOT_POSITIVE;
        }
    }

    static final Extent ZERO = new Extent(Level.BOUNDED, Sign.ZERO, true);
    static final Extent ONE = new Extent(Level.BOUNDED, Sign.POSITIVE, true);
    static final Extent SHARE = new Extent(Level.BOUNDED, Sign.NOT_NEGATIVE, true);
    static final Extent ANY_BOUNDED = new Extent(Level.BOUNDED, Sign.ANY, true);
    static final Extent ANY_FINITE = new Extent(Level.FINITE, Sign.ANY, false);
    static final Extent UNDEFINED = new Extent(Level.UNDEFINED, Sign.ANY, false);

    static Extent of(double value) {
        return value == 0 ? ZERO : value > 0 ? ONE : ONE.negated();
    }

    /** What is one or the other. */
    Extent union(Extent other) {
        return new Extent(larger(level, other.level), sign.union(other.sign), bounded && other.bounded);
    }

    Extent negated() {
        boolean above = level == Level.BOUNDED || sign.isNotNegative() && level != Level.UNDEFINED;
        return new Extent(level, sign.negated(), above);
    }

    Extent plus(Extent other) {
        boolean opposite = !(sign.isNotNegative() && other.sign.isNotNegative())
                && !(sign.isNotPositive() && other.sign.isNotPositive());
        boolean infinite = level == Level.INFINITE && other.level == Level.INFINITE;
        Level sum = infinite && opposite ? Level.UNDEFINED : larger(level, other.level);
        return new Extent(sum, sign.plus(other.sign), bounded && other.bounded);
    }

    Extent times(Extent other) {
        Sign product = sign.times(other.sign);
        Level larger = larger(level, other.level);
        if (larger == Level.INFINITE) {
            // Zero times infinity, unless the one that is finite is no zero.
            Extent finite = level == Level.INFINITE ? other : this;
            boolean zero = finite.sign != Sign.POSITIVE && finite.sign != Sign.NEGATIVE;
            larger = zero ? Level.UNDEFINED : larger;
        } else if (level == Level.FINITE && other.level == Level.FINITE) {
            larger = Level.INFINITE;
        }
        boolean above = larger == Level.BOUNDED || product.isNotPositive() && larger != Level.UNDEFINED;
        return new Extent(larger, product, above);
    }

    Extent square() {
        Level square = level == Level.FINITE ? Level.INFINITE : level;
        return new Extent(square, Sign.NOT_NEGATIVE, square == Level.BOUNDED);
    }

    /** A sum of any number of such values. */
    Extent summed() {
        boolean oneSign = sign.isNotNegative() || sign.isNotPositive();
        Level sum = level == Level.INFINITE && !oneSign ? Level.UNDEFINED : larger(level, Level.FINITE);
        // Of no value at all it is zero.
        return new Extent(sum, sign.union(Sign.ZERO), sign.isNotPositive() && sum != Level.UNDEFINED);
    }

    Extent of(BinaryFunction function, Extent other) {
        return switch (function) {
            case ADD -> plus(other);
            case SUBTRACT -> plus(other.negated());
            case MULTIPLY -> times(other);
            case DIVIDE -> over(other);
            case MINIMUM -> new Extent(larger(level, other.level), sign.union(other.sign), either(other)).clamped();
            case MAXIMUM -> new Extent(larger(level, other.level), maximum(other), bounded && other.bounded);
            case UNLESS_ZERO -> other.union(ZERO);
        };
    }

    private boolean either(Extent other) {
        return (bounded || other.bounded) && level != Level.UNDEFINED && other.level != Level.UNDEFINED;
    }

    /** A minimum of what is not negative with what is bounded is bounded on both sides. */
    private Extent clamped() {
        return bounded && sign.isNotNegative() && level != Level.UNDEFINED
                ? new Extent(Level.BOUNDED, sign, true)
                : this;
    }

    private Sign maximum(Extent other) {
        return sign == Sign.POSITIVE || other.sign == Sign.POSITIVE
                ? Sign.POSITIVE
                : sign.isNotNegative() || other.sign.isNotNegative() ? Sign.NOT_NEGATIVE : sign.union(other.sign);
    }

    private Extent over(Extent other) {
        boolean zero = other.sign != Sign.POSITIVE && other.sign != Sign.NEGATIVE;
        boolean infinite = level == Level.INFINITE && other.level == Level.INFINITE;
        Sign quotient = sign.times(other.sign);
        Level larger = zero || infinite || other.level == Level.UNDEFINED ? Level.UNDEFINED : level;
        return new Extent(larger, quotient, larger == Level.BOUNDED);
    }

    Extent of(UnaryFunction function) {
        return switch (function) {
            case NEGATE -> negated();
            case TANH, ERF, SIGN -> level == Level.UNDEFINED ? UNDEFINED : new Extent(Level.BOUNDED, sign, true);
            case SIGMOID -> level == Level.UNDEFINED ? UNDEFINED : SHARE;
            case RELU, SOFTPLUS -> new Extent(bounded ? Level.BOUNDED : level, Sign.NOT_NEGATIVE, bounded);
            case BELOW_ZERO ->
                new Extent(level, sign.isNotNegative() ? Sign.ZERO : Sign.NOT_POSITIVE, level != Level.UNDEFINED);
            case EXP ->
                level == Level.UNDEFINED
                        ? UNDEFINED
                        : bounded ? SHARE : new Extent(Level.INFINITE, Sign.NOT_NEGATIVE, false);
            case EXPM1 ->
                level == Level.UNDEFINED
                        ? UNDEFINED
                        : new Extent(bounded ? Level.BOUNDED : Level.INFINITE, sign, bounded);
            case LOG -> logarithm();
            case SQRT -> sign.isNotNegative() ? new Extent(level, sign, bounded) : UNDEFINED;
            case ABS -> new Extent(level, sign.isNotNegative() ? sign : Sign.NOT_NEGATIVE, level == Level.BOUNDED);
            case POSITIVE -> SHARE;
        };
    }

    private Extent logarithm() {
        if (!sign.isNotNegative() || level == Level.UNDEFINED) {
            return UNDEFINED;
        }
        boolean finite = sign == Sign.POSITIVE && level != Level.INFINITE;
        return new Extent(finite ? Level.FINITE : Level.INFINITE, Sign.ANY, bounded);
    }

    private static Level larger(Level a, Level b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
