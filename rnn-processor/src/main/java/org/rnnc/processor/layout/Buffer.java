// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;

/**
 * Rows of one length that values are stored in: arrays of their own, since that is what the JIT vectorises.
 *
 * @param name unique within a layout; good enough for a field
 * @param domain what there is a row for: the whole model, each sequence, or each step of each sequence, the sequences of a
 *     step side by side
 * @param lifetime how many rows there are at the same time
 * @param width numbers of a row, padded; 0 for tokens, which are plain ints
 */
public record Buffer(String name, Domain domain, Lifetime lifetime, int width) {
    /** How long a row is kept. */
    public enum Lifetime {
        /** To the end: there is one for all that its domain has. */
        KEPT,
        /** Until the loop is done with the step behind it: there are two for each sequence, in turns. */
        IN_TURNS,
        /** Until the loop has used it, which is a few steps behind: there are so many that a kernel is worth it. */
        AHEAD,
        /** For a step of the loop: there is one for each sequence. */
        STEP
    }

    /** Of which each row is there at the same time. */
    public Buffer(String name, Domain domain, int width) {
        this(name, domain, Lifetime.KEPT, width);
    }

    /** Whether there are rows for each step, at the same time or in turns. */
    public boolean isPerStep() {
        return domain.isPerStep() && (lifetime == Lifetime.KEPT || isInTurns());
    }

    /** Whether the rows of a step are those of the one after the next. */
    public boolean isInTurns() {
        return lifetime == Lifetime.IN_TURNS;
    }

    /** Whether there are rows for each step of two axes at the same time. */
    public boolean isAtPairs() {
        return domain.isPair() && lifetime == Lifetime.KEPT;
    }

    /** Whether the rows of a step are used anew at the next. */
    public boolean isOfStep() {
        return lifetime == Lifetime.STEP;
    }

    /** Whether its rows are those of a few steps that a loop comes to next. */
    public boolean isAhead() {
        return lifetime == Lifetime.AHEAD;
    }

    /** The name, and the shape of its rows. */
    String explain() {
        String row = isTokens() ? "" : "[" + width + "]";
        String sequences = domain.isOnce() ? " " : domain.tokens().isPresent() ? " [token]" : " [sequence]";
        return name
                + domain.axis()
                        .map(this::steps)
                        .or(() -> domain.pair().map(this::pairs))
                        .orElse(sequences + row);
    }

    private String pairs(Domain.Pair pair) {
        String row = "[" + width + "]";
        String over = "[sequence][" + pair.over().name() + " step]" + row;
        return isOfStep()
                ? " " + over + ", used anew at " + pair.along().qualify("each step")
                : " [" + pair.along().name() + " step]" + over;
    }

    private String steps(Axis axis) {
        String row = isTokens() ? "" : "[" + width + "]";
        if (isAhead()) {
            return " [row]" + row + ", of " + axis.qualify("a few steps") + " ahead of the loop";
        }
        return isOfStep()
                ? " [sequence]" + row + ", used anew at " + axis.qualify("each step")
                : " [" + axis.qualify("step") + "][sequence]" + row + (isInTurns() ? ", of two steps in turns" : "");
    }

    public boolean isTokens() {
        return width == 0;
    }
}
