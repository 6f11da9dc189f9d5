// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.java.kernel.vector.VectorReductions;

/** Sums over the elements of a row, as methods that others call. */
public final class ReductionEmitter {
    private static final int LANES = Scratch.PARTIAL_SUMS;

    private final KernelLibrary library;
    private final ScalarType numbers;
    private final Optional<VectorLibrary> vectors;

    public ReductionEmitter(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.vectors = context.vectors();
    }

    /** A method (a, aFirst, b, bFirst, lanes) that multiplies and adds up {@code size} elements from the first ones on. */
    public String dotMethod(int size) {
        List<ParameterSpec> parameters = parameters("a", "b");
        Lanes products = index -> {
            Element x = element("a", index);
            Element y = element("b", index);
            return new Lane(
                    CodeBlock.of("$L * $L", x, y), CodeBlock.of("$T.fma($L, $L, lanes[lane])", Math.class, x, y));
        };
        CodeBlock body = lanesLoop(size, products);
        String name = library.method("dotOf_" + size, sum("a * b"), numbers.type(), parameters, body);
        inVectors(name, parameters, size, products, VectorReductions::ofProducts);
        return name;
    }

    /** A method (a, aFirst, lanes) that adds up the absolute values of {@code size} elements from the first on. */
    String absoluteMethod(int size) {
        CodeBlock body = lanesLoop(size, index -> {
            CodeBlock element = CodeBlock.of("$T.abs($L)", Math.class, element("a", index));
            return new Lane(element, CodeBlock.of("lanes[lane] + $L", element));
        });
        return library.method("absoluteSumOf_" + size, sum("abs(a)"), numbers.type(), parameters("a"), body);
    }

    /** A method (a, aFirst, lanes) that adds up the squares of {@code size} elements, each held within a limit. */
    public String squaresMethod(int size, double limit) {
        CodeBlock body = lanesLoop(size, index -> {
            CodeBlock element = CodeBlock.of(
                    "$T.max(-$L, $T.min($L, $L))",
                    Math.class,
                    numbers.literal(limit),
                    Math.class,
                    numbers.literal(limit),
                    element("a", index));
            return new Lane(
                    CodeBlock.of("$L * $L", element, element),
                    CodeBlock.of("$T.fma($L, $L, lanes[lane])", Math.class, element, element));
        });
        return library.method(
                "squaresWithin_" + size,
                sum("the square of a, held within the limit"),
                numbers.type(),
                parameters("a"),
                body);
    }

    /** A method (a, aFirst, lanes) that adds up {@code size} elements from the first on. */
    String sumMethod(int size) {
        Lanes elements = index -> {
            CodeBlock element = CodeBlock.of("$L", element("a", index));
            return new Lane(element, CodeBlock.of("lanes[lane] + $L", element));
        };
        CodeBlock body = lanesLoop(size, elements);
        String name = library.method("sumOf_" + size, sum("a"), numbers.type(), parameters("a"), body);
        inVectors(name, parameters("a"), size, elements, VectorReductions::ofElements);
        return name;
    }

    /** Overrides a method whose lanes are gone through more than once. */
    private void inVectors(
            String name,
            List<ParameterSpec> parameters,
            int size,
            Lanes element,
            BiFunction<VectorReductions, Integer, CodeBlock> lanes) {
        int full = size / LANES * LANES;
        if (vectors.isPresent() && full > LANES) {
            VectorLibrary in = vectors.get();
            in.override(
                    name,
                    numbers.type(),
                    parameters,
                    () -> CodeBlock.builder()
                            .add(lanes.apply(new VectorReductions(in), full))
                            .add(rest(size, element))
                            .add(tree())
                            .build());
        }
    }

    private static CodeBlock sum(String what) {
        return Comments.javadoc(
                "= the sum of " + what + " over all elements, in " + LANES + " lanes and then as a tree");
    }

    private List<ParameterSpec> parameters(String... rows) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (String row : rows) {
            parameters.add(KernelLibrary.parameter(numbers.row(), row));
            parameters.add(KernelLibrary.parameter(TypeName.INT, row + "First"));
        }
        parameters.add(KernelLibrary.parameter(numbers.row(), "lanes"));
        return parameters;
    }

    /** Loops run over the lanes, to which it makes no difference where in a row they begin: that is an argument. */
    private static Element element(String row, Index index) {
        Index from = Index.of(row + "First");
        for (String variable : index.variables()) {
            from = from.plus(variable);
        }
        return Element.of(row, from.plus(index.offset()));
    }

    /** What an element begins a lane with, and what it makes of the lane later. */
    private record Lane(CodeBlock begun, CodeBlock continued) {}

    @FunctionalInterface
    private interface Lanes {
        Lane at(Index index);
    }

    /** Sixteen interleaved partial sums, then a tree: the order of every reduction. */
    private CodeBlock lanesLoop(int size, Lanes element) {
        int first = Math.min(size, LANES);
        CodeBlock.Builder body = CodeBlock.builder()
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", first)
                .addStatement("lanes[lane] = $L", element.at(Index.of("lane")).begun())
                .endControlFlow();
        if (first < LANES) {
            body.beginControlFlow("for (int lane = $L; lane < $L; lane++)", first, LANES)
                    .addStatement("lanes[lane] = $L", numbers.literal(0))
                    .endControlFlow();
        }
        int full = size / LANES * LANES;
        if (full > LANES) {
            body.beginControlFlow("for (int j = $L; j < $L; j += $L)", LANES, full, LANES)
                    .beginControlFlow("for (int lane = 0; lane < $L; lane++)", LANES)
                    .addStatement(
                            "lanes[lane] = $L",
                            element.at(Index.of("j").plus("lane")).continued())
                    .endControlFlow()
                    .endControlFlow();
        }
        return body.add(rest(size, element)).add(tree()).build();
    }

    /** What remains behind the last whole row of lanes. */
    private static CodeBlock rest(int size, Lanes element) {
        int full = size / LANES * LANES;
        if (size < LANES || full == size) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", size - full)
                .addStatement(
                        "lanes[lane] = $L",
                        element.at(Index.of("lane").plus(full)).continued())
                .endControlFlow()
                .build();
    }

    /** One half of the lanes is added to the other, until there is one. */
    private CodeBlock tree() {
        return CodeBlock.builder()
                .addStatement("$T even = $L", numbers.type(), tree(0, 2))
                .addStatement("$T odd = $L", numbers.type(), tree(1, 2))
                .addStatement("return even + odd")
                .build();
    }

    private static String tree(int first, int step) {
        if (step == LANES) {
            return "lanes[" + first + "]";
        }
        String sum = tree(first, 2 * step) + " + " + tree(first + step, 2 * step);
        return step == 2 ? sum : "(" + sum + ")";
    }
}
