// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.plain.CombineEmitter.Interval;

/**
 * The innermost loop of every product. All bounds and offsets are literals and every row is an array of its own; so C2
 * vectorises it.
 */
final class CombineLoop {
    /** What the rows are multiplied by, for each output. */
    private static final List<String> FACTORS = List.of("x", "y");

    private final KernelLibrary library;
    private final ScalarType numbers;
    /** What is written already: most products call the same few. */
    private final Map<Key, String> known = new HashMap<>();

    CombineLoop(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
    }

    private record Key(int outputs, int rows, Interval interval, boolean blocked) {}

    /**
     * The name of the method that combines {@code rows} rows; its parameters: out, start, w0.., x0... With two outputs:
     * out0, out1, start0, start1, w0.., x0.., y0...
     */
    String method(int outputs, int rows, Interval interval, boolean blocked) {
        return known.computeIfAbsent(
                new Key(outputs, rows, interval, blocked), key -> write(outputs, rows, interval, blocked));
    }

    private String write(int outputs, int rows, Interval interval, boolean blocked) {
        List<ParameterSpec> parameters = new ArrayList<>();
        each(outputs, "out").forEach(out -> parameters.add(KernelLibrary.parameter(numbers.row(), out)));
        each(outputs, "start").forEach(start -> parameters.add(KernelLibrary.parameter(numbers.row(), start)));
        IntStream.range(0, rows).forEach(i -> parameters.add(KernelLibrary.parameter(numbers.row(), "w" + i)));
        for (int output = 0; output < outputs; output++) {
            String factor = FACTORS.get(output);
            IntStream.range(0, rows).forEach(i -> parameters.add(KernelLibrary.parameter(numbers.type(), factor + i)));
        }
        String name = "combine" + (blocked ? "Blocks" : "") + (outputs == 1 ? "" : outputs + "x") + rows + "_"
                + interval.width();
        return library.method(
                name,
                equation(outputs, rows, blocked),
                TypeName.VOID,
                parameters,
                loop(outputs, rows, interval, blocked));
    }

    /** One name for each output. */
    private static List<String> each(int outputs, String name) {
        return outputs == 1
                ? List.of(name)
                : IntStream.range(0, outputs).mapToObj(i -> name + i).toList();
    }

    /**
     * The factors of the second output stand on the left: from a number that is read C2 of JDK 17 goes on to where it is
     * used, and would put uses for different outputs into one vector. It tells them apart by the place that the number has
     * in them.
     */
    private CodeBlock loop(int outputs, int rows, Interval interval, boolean blocked) {
        List<String> sums = outputs == 1 ? List.of("sum") : each(outputs, "chain");
        CodeBlock.Builder body = CodeBlock.builder();
        Index j = interval.width() == 1 ? Index.ZERO : Index.of("j");
        for (int output = 0; output < outputs; output++) {
            String start = each(outputs, "start").get(output);
            body.addStatement(
                    "$T $L = $L", numbers.type(), sums.get(output), Element.of(start, j.plus(interval.startOffset())));
        }
        int length = blocked ? Op.Product.BLOCK : rows;
        for (int first = 0; first < rows; first += length) {
            List<String> chains = blocked ? blocks(sums, first / length) : sums;
            if (blocked) {
                chains.forEach(chain -> body.addStatement("$T $L = $L", numbers.type(), chain, numbers.literal(0)));
            }
            for (int i = first; i < Math.min(rows, first + length); i++) {
                Element w = Element.of("w" + i, j.plus(interval.rowOffset()));
                body.addStatement("$1L = $2T.fma($3L, x$4L, $1L)", chains.get(0), Math.class, w, i);
                if (outputs == 2) {
                    body.addStatement("$1L = $2T.fma(y$4L, $3L, $1L)", chains.get(1), Math.class, w, i);
                }
            }
            for (int output = 0; blocked && output < outputs; output++) {
                body.addStatement("$1L = $1L + $2L", sums.get(output), chains.get(output));
            }
        }
        for (int output = 0; output < outputs; output++) {
            String out = each(outputs, "out").get(output);
            body.addStatement("$L = $L", Element.of(out, j.plus(interval.outOffset())), sums.get(output));
        }
        return interval.width() == 1
                ? body.build()
                : CodeBlock.builder()
                        .beginControlFlow("for (int j = 0; j < $L; j++)", interval.width())
                        .add(body.build())
                        .endControlFlow()
                        .build();
    }

    /** What the chains of a block are called. */
    private static List<String> blocks(List<String> sums, int block) {
        return IntStream.range(0, sums.size())
                .mapToObj(output -> "block" + block
                        + (sums.size() == 1 ? "" : FACTORS.get(output).toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static CodeBlock equation(int outputs, int rows, boolean blocked) {
        List<String> equations = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            String out = each(outputs, "out").get(output);
            String factor = FACTORS.get(output);
            String start = each(outputs, "start").get(output);
            String terms = IntStream.range(0, rows)
                    .filter(i -> i < 2 || i == rows - 1)
                    .mapToObj(i -> (i > 2 ? "... + " : "") + "w" + i + " * " + factor + i)
                    .collect(Collectors.joining(" + "));
            equations.add(out + " = " + start + " + " + terms + (rows > 1 ? ", from the left" : "")
                    + (blocked && rows > 1 ? blocks(rows) : ""));
        }
        return Comments.javadoc(String.join("\n", equations));
    }

    private static String blocks(int rows) {
        return rows > Op.Product.BLOCK ? ", by blocks of " + Op.Product.BLOCK : ", as one block";
    }
}
