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
 * @param reused whether the rows of a step are used anew at the next, so that there is one for each sequence
 * @param width numbers of a row, padded; 0 for tokens, which are plain ints
 */
public record Buffer(String name, Domain domain, boolean reused, int width) {
    /** Of which each row is there at the same time. */
    public Buffer(String name, Domain domain, int width) {
        this(name, domain, false, width);
    }

    /** Whether there are rows for each step at the same time. */
    public boolean isPerStep() {
        return domain.isPerStep() && !reused;
    }

    /** Whether there are rows for each step of two axes at the same time. */
    public boolean isAtPairs() {
        return domain.isPair() && !reused;
    }

    /** The name, and the shape of its rows. */
    String explain() {
        String row = isTokens() ? "" : "[" + width + "]";
        String sequences = domain.isOnce() ? " " : " [sequence]";
        return name
                + domain.axis()
                        .map(this::steps)
                        .or(() -> domain.pair().map(this::pairs))
                        .orElse(sequences + row);
    }

    private String pairs(Domain.Pair pair) {
        String row = "[" + width + "]";
        String over = "[sequence][" + pair.over().name() + " step]" + row;
        return reused
                ? " " + over + ", used anew at " + pair.along().qualify("each step")
                : " [" + pair.along().name() + " step]" + over;
    }

    private String steps(Axis axis) {
        String row = isTokens() ? "" : "[" + width + "]";
        return reused
                ? " [sequence]" + row + ", used anew at " + axis.qualify("each step")
                : " [" + axis.qualify("step") + "][sequence]" + row;
    }

    public boolean isTokens() {
        return width == 0;
    }
}
