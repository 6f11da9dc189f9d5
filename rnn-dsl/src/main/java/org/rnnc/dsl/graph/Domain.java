// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.List;

/** How often a node has a value; an operation on operands of several domains has the widest. */
public enum Domain {
    /** One value for the whole model: parameters, their gradients, the loss. */
    ONCE,
    /** One value for each sequence of the batch: initial and final states. */
    SEQUENCE,
    /** One value for each step of each sequence. */
    STEP;

    public Domain widest(Domain other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Where the result of an operation has values, by where its operands have. */
    public enum Rule {
        /** Whoever makes the node says it; not narrower than any operand. */
        GIVEN,
        /** Wherever one of the operands has. */
        WIDEST,
        ONCE,
        SEQUENCE,
        STEP;

        Domain of(List<Domain> operands) {
            return switch (this) {
                case GIVEN -> throw new IllegalArgumentException("a domain must be given");
                case WIDEST -> operands.stream().reduce(Domain.ONCE, Domain::widest);
                case ONCE -> Domain.ONCE;
                case SEQUENCE -> Domain.SEQUENCE;
                case STEP -> Domain.STEP;
            };
        }
    }
}
