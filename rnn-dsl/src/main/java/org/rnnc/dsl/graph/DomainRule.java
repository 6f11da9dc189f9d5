// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.List;

/** Where the result of an operation has values, by where its operands have. */
public enum DomainRule {
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
