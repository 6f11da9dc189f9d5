// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.kernel.Args;

/**
 * Neighbouring results of products, each a chain of fused multiply-adds, or the sum of those of blocks.
 *
 * @param start where the chains begin; without it at zero
 * @param width how many results, with padding
 * @param panels the argument with the factors
 * @param operands what the rows of the panels are multiplied by, in the order of the chain
 * @param blocked whether a chain ends after a block of an operand's numbers, see {@link Op.Product}
 * @param copies what is brought together before, where the results will be, since chains begin in several places
 */
public record ProductSum(
        Args.Ref out,
        Optional<Args.Ref> start,
        int width,
        String panels,
        List<Operand> operands,
        boolean blocked,
        List<Copy> copies) {
    public ProductSum {
        copies = List.copyOf(copies);
        operands = List.copyOf(operands);
    }

    /**
     * Neighbouring numbers of a row.
     *
     * @param first the row of the panels that the first of them multiplies
     */
    public record Operand(Args.Ref x, int first, int count) {
        public boolean continuedBy(Operand next) {
            return next.x().array().equals(x.array())
                    && next.x().offset() == x.offset() + count
                    && next.first() == first + count;
        }

        /** The same with its neighbour. */
        public Operand and(Operand next) {
            return new Operand(x, first, count + next.count());
        }
    }

    /** So many numbers of a row. */
    public record Copy(Args.Ref from, Args.Ref to, int width) {}

    /** How many rows of the panels the chains have. */
    int rows() {
        return operands.stream().mapToInt(Operand::count).sum();
    }

    /** The same in parts of at most so many operands, each of which begins with the results of the one before. */
    List<ProductSum> parts(int most) {
        List<ProductSum> parts = new ArrayList<>();
        for (int first = 0; first < operands.size(); first += most) {
            List<Operand> some = operands.subList(first, Math.min(operands.size(), first + most));
            parts.add(
                    first == 0
                            ? new ProductSum(out, start, width, panels, some, blocked, copies)
                            : new ProductSum(out, Optional.of(out), width, panels, some, blocked, List.of()));
        }
        return parts;
    }
}
