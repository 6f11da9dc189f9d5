// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.RowSweep;

/** Methods that add several rows to a sum, each element on its own, or the products of two rows each. */
final class RowSums {
    /** Rows that one loop reads: more than one, since each loop reads and writes the sum. */
    private static final int ROWS = 4;

    private final KernelLibrary library;
    private final ScalarType numbers;
    /** What is written already: a model of many parameters has as many sums, most of them alike. */
    private final Map<Object, String> known = new HashMap<>();

    RowSums(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /**
     * What is summed: rows, or products of the elements of two rows.
     *
     * @param out where in its row the sum begins
     * @param value where in their rows the values do; where it is an argument, C2 makes no vectors of the loop
     */
    record Summand(int width, int out, boolean isProduct, OptionalInt value) {
        static Summand ofValues(int width, int out, int value) {
            return new Summand(width, out, false, OptionalInt.of(value));
        }

        /** @param areWhole whether both begin where their rows do */
        static Summand ofProducts(int width, int out, boolean areWhole) {
            return new Summand(width, out, true, areWhole ? OptionalInt.of(0) : OptionalInt.empty());
        }

        /** How many summands one pass takes up. */
        int most() {
            return ROWS;
        }
    }

    private record Key(int rows, Summand summand) {}

    /** By number of a row what a method of one row is given behind the sum. */
    @FunctionalInterface
    interface Passed {
        List<Expression> of(Index row);
    }

    /** Passes that add rows to the sum. */
    RowSweep.Pass pass(Summand summand, String out, Passed passed) {
        int own = summand.isProduct() ? 2 : 1;
        return (count, row) -> {
            List<Expression> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.addAll(passed.of(row.apply(i)).subList(0, own));
            }
            List<Expression> first = passed.of(row.apply(0));
            arguments.addAll(first.subList(own, first.size()));
            return CodeBlock.of("$L($L, $L);\n", method(count, summand), out, Expression.arguments(arguments));
        };
    }

    /** A method that adds one row to another. */
    String adding(int width, int out, int value) {
        return method(1, Summand.ofValues(width, out, value));
    }

    /** A method (out, v0, ..), or (out, x0, y0, ..), with (.., xFirst, yFirst) where these are arguments. */
    String method(int rows, Summand summand) {
        return known.computeIfAbsent(new Key(rows, summand), key -> write(rows, summand));
    }

    private String write(int rows, Summand summand) {
        List<String> names = summand.isProduct() ? List.of("x", "y") : List.of("v");
        List<ParameterSpec> parameters = new ArrayList<>(List.of(KernelLibrary.parameter(numbers.row(), "out")));
        Element out = new Args.Ref("out", summand.out()).at("j");
        CodeBlock sum = CodeBlock.of("$L", out);
        for (int i = 0; i < rows; i++) {
            int number = i;
            names.forEach(name -> parameters.add(KernelLibrary.parameter(numbers.row(), name + number)));
            sum = plus(sum, summand, i);
        }
        if (summand.value().isEmpty()) {
            names.forEach(name -> parameters.add(KernelLibrary.parameter(TypeName.INT, name + "First")));
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", summand.width())
                .addStatement("$L = $L", out, sum)
                .endControlFlow()
                .build();
        String kind = "add" + (summand.isProduct() ? "Products" : "Rows");
        String where = summand.value().isEmpty() ? "From" : "";
        return library.method(
                kind + rows + where + "_" + summand.width(), equation(rows, names), TypeName.VOID, parameters, body);
    }

    private static CodeBlock plus(CodeBlock sum, Summand summand, int row) {
        if (summand.isProduct()) {
            return CodeBlock.of(
                    "$T.fma($L, $L, $L)", Math.class, value("x", summand, row), value("y", summand, row), sum);
        }
        return CodeBlock.of("$L + $L", sum, value("v", summand, row));
    }

    private static Element value(String name, Summand summand, int row) {
        Index j = Index.of("j");
        OptionalInt from = summand.value();
        return Element.of(name + row, from.isPresent() ? j.plus(from.getAsInt()) : j.plus(name + "First"));
    }

    private static CodeBlock equation(int rows, List<String> names) {
        IntStream shown = rows == 1 ? IntStream.of(0) : IntStream.of(0, 1);
        String first = shown.mapToObj(i -> each(names, i)).collect(Collectors.joining(" + "));
        String last = rows > 2 ? " + ... + " + each(names, rows - 1) : "";
        return Comments.javadoc("out = out + " + first + last + (rows == 1 ? "" : ", from the left"));
    }

    private static String each(List<String> names, int row) {
        return names.stream().map(name -> name + row).collect(Collectors.joining(" * "));
    }
}
