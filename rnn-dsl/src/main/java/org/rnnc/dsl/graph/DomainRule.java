// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Where the result of an operation has values, by where its operands have. */
public sealed interface DomainRule {
    /** Whoever makes the node says it; not narrower than any operand. */
    DomainRule GIVEN = new Given();

    /** Wherever one of the operands has. */
    DomainRule WIDEST = new Widest();

    DomainRule ONCE = new Always(Domain.ONCE);

    DomainRule SEQUENCE = new Always(Domain.SEQUENCE);

    /** For each node of what there is for each of its children. */
    DomainRule PARENT = new Parent();

    /** @param operands the widest of their domains */
    Domain of(Domain operands);

    /** See {@link DomainRule#GIVEN}. */
    record Given() implements DomainRule {
        @Override
        public Domain of(Domain operands) {
            throw new IllegalArgumentException("a domain must be given");
        }
    }

    /** See {@link DomainRule#WIDEST}. */
    record Widest() implements DomainRule {
        @Override
        public Domain of(Domain operands) {
            return operands;
        }
    }

    /** See {@link DomainRule#PARENT}. */
    record Parent() implements DomainRule {
        @Override
        public Domain of(Domain operands) {
            if (!operands.isPerChild()) {
                throw new IllegalArgumentException("no value for each child: " + operands);
            }
            return Domain.step(operands.axis().orElseThrow());
        }
    }

    /** Whatever the operands are. */
    record Always(Domain domain) implements DomainRule {
        @Override
        public Domain of(Domain operands) {
            return domain;
        }
    }
}
