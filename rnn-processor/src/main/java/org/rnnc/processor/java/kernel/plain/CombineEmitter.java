// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;

/**
 * The innermost loop of every product: {@code out += w0 * x0 + w1 * x1 + ...} for a few rows w at a time. All bounds and
 * offsets are literals and every row is an array of its own; so C2 vectorises it, and each output is still one chain of
 * fused multiply-adds in the order of the rows.
 */
final class CombineEmitter {
    /** Rows of one pass. C2 unrolls, and so vectorises, loop bodies of up to about this many multiply-adds. */
    static final int ROWS = 8;

    private final KernelLibrary library;
    private final ScalarType numbers;

    CombineEmitter(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /** Where the chain begins: at zero, at what is in {@code out}, or at another row. */
    enum Begin {
        ZERO,
        OUT,
        START
    }

    /**
     * An interval of columns that one loop covers.
     *
     * @param rowOffset of the interval in the rows w
     * @param startOffset of the interval in the start row, if the chain begins there
     */
    record Interval(int outOffset, int rowOffset, int startOffset, int width) {}

    /** The name of the method that combines {@code rows} rows; its parameters: out, start if any, w0.., x0... */
    String method(int rows, Begin begin, Interval interval) {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(KernelLibrary.parameter(numbers.row(), "out"));
        if (begin == Begin.START) {
            parameters.add(KernelLibrary.parameter(numbers.row(), "start"));
        }
        IntStream.range(0, rows).forEach(i -> parameters.add(KernelLibrary.parameter(numbers.row(), "w" + i)));
        IntStream.range(0, rows).forEach(i -> parameters.add(KernelLibrary.parameter(numbers.type(), "x" + i)));
        String name = "combine" + rows + (begin == Begin.OUT ? "" : begin == Begin.ZERO ? "FromZero" : "From") + "_"
                + interval.width();
        CodeBlock.Builder body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", interval.width())
                .addStatement("$T sum = $L", numbers.type(), begin(begin, interval));
        for (int i = 0; i < rows; i++) {
            body.addStatement("sum = $T.fma($L, x$L, sum)", Math.class, at("w" + i, interval.rowOffset()), i);
        }
        body.addStatement("$L = sum", at("out", interval.outOffset())).endControlFlow();
        return library.method(name, equation(rows, begin), TypeName.VOID, parameters, body.build());
    }

    private static CodeBlock equation(int rows, Begin begin) {
        String start = begin == Begin.ZERO ? "" : begin == Begin.OUT ? "out + " : "start + ";
        String terms = IntStream.range(0, rows)
                .filter(i -> i < 2 || i == rows - 1)
                .mapToObj(i -> (i > 2 ? "... + " : "") + "w" + i + " * x" + i)
                .collect(Collectors.joining(" + "));
        return Comments.javadoc("out = " + start + terms + (rows > 1 ? ", from the left" : ""));
    }

    private String begin(Begin begin, Interval interval) {
        return switch (begin) {
            case ZERO -> numbers.literal(0);
            case OUT -> at("out", interval.outOffset()).toString();
            case START -> at("start", interval.startOffset()).toString();
        };
    }

    private static Element at(String array, int offset) {
        return Element.of(array, Index.of("j").plus(offset));
    }

    /** Operand {@code index} of a chain: its row, and the number it is multiplied by. */
    @FunctionalInterface
    interface Operand {
        Element of(Index index);
    }

    /**
     * Operands that follow each other in one array.
     *
     * @param row the array that operand number {@code index} multiplies
     * @param factor the number it is multiplied by
     */
    record Operands(int count, Operand row, Operand factor) {}

    /**
     * The chains of some results.
     *
     * @param out the array that they are in
     * @param start the array that they begin with, if there is one
     */
    record Chains(List<Operands> operands, Begin begin, Interval interval, String out, String start) {}

    /** What stands around a pass: a loop over rows, or nothing. */
    @FunctionalInterface
    interface Around {
        CodeBlock pass(List<Operands> used, CodeBlock pass);
    }

    /**
     * The calls that combine the rows of all operands, one array after the other: a first pass that begins the chains,
     * loops over {@code k}, and passes over what remains of the operands of one array and the beginning of the next.
     */
    CodeBlock passes(Chains chains, Around around) {
        CodeBlock.Builder code = CodeBlock.builder();
        List<Operands> operands = chains.operands();
        Begin next = chains.begin();
        int array = 0;
        int done = 0;
        while (array < operands.size()) {
            int left = operands.get(array).count() - done;
            int full = next == Begin.OUT ? left / ROWS : Math.min(1, left / ROWS);
            if (full > 1) {
                int end = done + full * ROWS;
                code.beginControlFlow("for (int k = $L; k < $L; k += $L)", done, end, ROWS);
                Part part = new Part(operands.get(array), ROWS, Index.of("k")::plus);
                code.add(call(chains, next, List.of(part), around));
                code.endControlFlow();
                done = end;
            } else {
                List<Part> parts = new ArrayList<>();
                for (int room = ROWS; room > 0 && array < operands.size(); ) {
                    int count = Math.min(room, operands.get(array).count() - done);
                    parts.add(new Part(operands.get(array), count, Index.of(done)::plus));
                    room -= count;
                    done += count;
                    if (room > 0 && ++array < operands.size()) {
                        done = 0;
                    }
                }
                code.add(call(chains, next, parts, around));
            }
            next = Begin.OUT;
            if (array < operands.size() && done == operands.get(array).count()) {
                array++;
                done = 0;
            }
        }
        return code.build();
    }

    private CodeBlock call(Chains chains, Begin begin, List<Part> parts, Around around) {
        List<Operands> used = parts.stream().map(Part::operands).toList();
        return around.pass(used, call(begin, chains.interval(), chains.out(), chains.start(), parts));
    }

    /** Some operands within one array. */
    private record Part(Operands operands, int count, IntFunction<Index> index) {
        Stream<Element> rows() {
            return IntStream.range(0, count).mapToObj(index).map(operands.row()::of);
        }

        Stream<Element> factors() {
            return IntStream.range(0, count).mapToObj(index).map(operands.factor()::of);
        }
    }

    /** One pass over {@code count} operands, of which number i is the one that {@code index} says. */
    CodeBlock pass(
            int count,
            Begin begin,
            Interval interval,
            String out,
            IntFunction<Index> index,
            Operand row,
            Operand factor) {
        return call(begin, interval, out, "", List.of(new Part(new Operands(count, row, factor), count, index)));
    }

    private CodeBlock call(Begin begin, Interval interval, String out, String start, List<Part> parts) {
        List<String> arguments = new ArrayList<>();
        arguments.add(out);
        if (begin == Begin.START) {
            arguments.add(start);
        }
        parts.stream().flatMap(Part::rows).map(Element::toString).forEach(arguments::add);
        parts.stream().flatMap(Part::factors).map(Element::toString).forEach(arguments::add);
        int rows = parts.stream().mapToInt(Part::count).sum();
        return CodeBlock.of("$L($L);\n", method(rows, begin, interval), String.join(", ", arguments));
    }
}
