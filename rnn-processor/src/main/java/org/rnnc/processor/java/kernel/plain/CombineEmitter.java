// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;

/**
 * Products as passes over a few rows w at a time: {@code out = start + w0 * x0 + w1 * x1 + ...}, where {@code start} is
 * {@code out} but for the first. Each output is one chain of fused multiply-adds in the order of the rows, however many rows a pass takes. Two outputs that take the same rows are
 * made together, so that each w that is read serves both.
 */
final class CombineEmitter {
    /** Rows of one pass. C2 unrolls, and so vectorises, loop bodies of up to about this many multiply-adds. */
    private static final int ROWS = 8;

    /** Rows of one pass that makes two outputs. */
    private static final int ROWS_OF_PAIR = 4;

    /** From so many results on the outputs of a block of rows are read and written in the second-level cache. */
    private static final int WIDE = 512;

    /** Rows of one pass that makes two wide outputs: the more of them there are, the less often these are read and written. */
    private static final int ROWS_OF_WIDE_PAIR = 6;

    /** The same where it leaves none for a pass of its own. */
    private static final int ROWS_WITHOUT_REST = 5;

    private final CombineLoop loop;

    CombineEmitter(EmissionContext context) {
        this.loop = new CombineLoop(context);
    }

    /**
     * An interval of columns that one loop covers.
     *
     * @param rowOffset of the interval in the rows w
     * @param startOffset of the interval in the row that the chains begin with
     */
    record Interval(int outOffset, int rowOffset, int startOffset, int width) {
        /** Of chains that go on from what {@code out} holds. */
        Interval inPlace() {
            return new Interval(outOffset, rowOffset, outOffset, width);
        }
    }

    /**
     * How many rows a pass takes that makes two outputs.
     *
     * @param all rows; 0 if that is not known
     * @param width results of each row
     */
    static int rowsOfPair(int all, int width) {
        int most = width < WIDE ? ROWS_OF_PAIR : ROWS_OF_WIDE_PAIR;
        int rest = all % most;
        boolean fewer = all / ROWS_WITHOUT_REST <= all / most + rest;
        return rest != 0 && all % ROWS_WITHOUT_REST == 0 && fewer ? ROWS_WITHOUT_REST : most;
    }

    /** Operand {@code index} of a chain: its row, or a number it is multiplied by. */
    @FunctionalInterface
    interface Operand {
        Element of(Index index);
    }

    /**
     * Operands that follow each other in one array.
     *
     * @param row the array that operand number {@code index} multiplies
     * @param factors the number it is multiplied by, for each output
     */
    record Operands(int count, Operand row, List<Operand> factors) {}

    /**
     * An output: where its chains end and begin.
     *
     * @param array the array that they end in
     * @param start the array that they begin with, which may be the same
     */
    record Output(String array, String start) {
        Output inPlace() {
            return new Output(array, array);
        }

        Output fromFirst() {
            return start.equals(array) ? this : new Output(array, "k == 0 ? " + start + " : " + array);
        }
    }

    /**
     * The chains of some results, for one output or for two.
     *
     * @param blocked whether they end after each block of operands of one array, see {@link Op.Product}
     */
    record Chains(List<Operands> operands, Interval interval, List<Output> outputs, boolean blocked) {
        Chains inPlace() {
            return new Chains(
                    operands,
                    interval.inPlace(),
                    outputs.stream().map(Output::inPlace).toList(),
                    blocked);
        }

        /** How many rows a pass takes at most. */
        int rowsOfPass() {
            if (outputs.size() == 1) {
                return ROWS;
            }
            // Blocks begin with a pass.
            return blocked
                    ? ROWS_OF_PAIR
                    : rowsOfPair(operands.stream().mapToInt(Operands::count).sum(), interval.width());
        }

        /** Whether one method can begin them and go on with them. */
        boolean canGoOn() {
            return interval.equals(interval.inPlace());
        }

        /** The same within a loop over {@code k}, whose first pass begins them. */
        Chains fromFirst() {
            List<Output> all = outputs.stream().map(Output::fromFirst).toList();
            return new Chains(operands, interval, all, blocked);
        }
    }

    /** What stands around a pass: a loop over rows, or nothing. */
    @FunctionalInterface
    interface Around {
        CodeBlock pass(List<Operands> used, CodeBlock pass);
    }

    /**
     * The calls that combine the rows of all operands, one array after the other: loops over {@code k}, and passes over
     * what remains of the operands of one array and the beginning of the next.
     */
    CodeBlock passes(Chains chains, Around around) {
        CodeBlock.Builder code = CodeBlock.builder();
        List<Operands> operands = chains.operands();
        int most = chains.rowsOfPass();
        Chains inPlace = chains.inPlace();
        Chains next = chains;
        int array = 0;
        int done = 0;
        while (array < operands.size()) {
            int left = operands.get(array).count() - done;
            int full = left / most;
            if (full > 1 && next.canGoOn()) {
                int end = done + full * most;
                code.beginControlFlow("for (int k = $L; k < $L; k += $L)", done, end, most);
                Part part = new Part(operands.get(array), most, Index.of("k")::plus);
                code.add(call(next.fromFirst(), List.of(part), around));
                code.endControlFlow();
                done = end;
            } else {
                List<Part> parts = new ArrayList<>();
                boolean more = true;
                for (int room = most; more && room > 0 && array < operands.size(); ) {
                    int count = Math.min(room, operands.get(array).count() - done);
                    parts.add(new Part(operands.get(array), count, Index.of(done)::plus));
                    room -= count;
                    done += count;
                    if (room > 0 && ++array < operands.size()) {
                        done = 0;
                        more = !chains.blocked();
                    }
                }
                code.add(call(next, parts, around));
            }
            next = inPlace;
            if (array < operands.size() && done == operands.get(array).count()) {
                array++;
                done = 0;
            }
        }
        return code.build();
    }

    private CodeBlock call(Chains chains, List<Part> parts, Around around) {
        List<Operands> used = parts.stream().map(Part::operands).toList();
        return around.pass(used, call(chains, parts));
    }

    /** Some operands within one array. */
    private record Part(Operands operands, int count, IntFunction<Index> index) {
        Stream<Element> rows() {
            return of(operands.row());
        }

        Stream<Element> factors(int output) {
            return of(operands.factors().get(output));
        }

        private Stream<Element> of(Operand operand) {
            return IntStream.range(0, count).mapToObj(index).map(operand::of);
        }
    }

    /** One pass over all operands, of which number i is the one that {@code index} says. */
    CodeBlock pass(Chains chains, IntFunction<Index> index) {
        List<Part> parts = chains.operands().stream()
                .map(operands -> new Part(operands, operands.count(), index))
                .toList();
        return call(chains, parts);
    }

    private CodeBlock call(Chains chains, List<Part> parts) {
        List<Output> outputs = chains.outputs();
        List<String> arguments = new ArrayList<>();
        outputs.forEach(output -> arguments.add(output.array()));
        outputs.forEach(output -> arguments.add(output.start()));
        parts.stream().flatMap(Part::rows).map(Element::toString).forEach(arguments::add);
        IntStream.range(0, outputs.size())
                .forEach(output -> parts.stream()
                        .flatMap(part -> part.factors(output))
                        .map(Element::toString)
                        .forEach(arguments::add));
        int rows = parts.stream().mapToInt(Part::count).sum();
        String method = loop.method(outputs.size(), rows, chains.interval(), chains.blocked());
        return CodeBlock.of("$L($L);\n", method, String.join(", ", arguments));
    }
}
