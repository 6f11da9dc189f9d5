// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
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

    /**
     * Elements that one loop adds to each lane, where there are many: the lanes are read and written back so much less
     * often.
     */
    private static final int TERMS = 4;

    /** Where there are no more, one loop adds all of them, and its offsets are literals. */
    private static final int MOST_TERMS = 8;

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
                    CodeBlock.of("$L * $L", x, y), lane -> CodeBlock.of("$T.fma($L, $L, $L)", Math.class, x, y, lane));
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
            return new Lane(element, lane -> CodeBlock.of("$L + $L", lane, element));
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
                    lane -> CodeBlock.of("$T.fma($L, $L, $L)", Math.class, element, element, lane));
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
            return new Lane(element, lane -> CodeBlock.of("$L + $L", lane, element));
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

    /** What an element begins a lane with, and what it makes of the lane, by its name, later. */
    private record Lane(CodeBlock begun, Function<String, CodeBlock> continued) {}

    @FunctionalInterface
    private interface Lanes {
        Lane at(Index index);
    }

    /**
     * Sixteen interleaved partial sums, then a tree: the order of every reduction. A loop goes through the lanes, and takes
     * several elements of each, a lane apart from each other: what it writes is not read before its end, and so C2 makes
     * vectors of it, as of a product.
     */
    private CodeBlock lanesLoop(int size, Lanes element) {
        if (size < LANES) {
            return CodeBlock.builder()
                    .beginControlFlow("for (int lane = 0; lane < $L; lane++)", size)
                    .addStatement(
                            "lanes[lane] = $L", element.at(Index.of("lane")).begun())
                    .endControlFlow()
                    .beginControlFlow("for (int lane = $L; lane < $L; lane++)", size, LANES)
                    .addStatement("lanes[lane] = $L", numbers.literal(0))
                    .endControlFlow()
                    .add(tree())
                    .build();
        }
        int terms = size / LANES - 1;
        int first = terms <= MOST_TERMS ? terms : terms % TERMS;
        CodeBlock.Builder body = CodeBlock.builder()
                .add(lanes(
                        element.at(Index.of("lane")).begun(), first, i -> LANES * (i + 1), element, Index.of("lane")));
        if (first < terms) {
            body.beginControlFlow(
                            "for (int j = $L; j < $L; j += $L)",
                            LANES * (first + 1),
                            LANES * (terms + 1),
                            LANES * TERMS)
                    .add(lanes(
                            CodeBlock.of("lanes[lane]"),
                            TERMS,
                            i -> LANES * i,
                            element,
                            Index.of("j").plus("lane")))
                    .endControlFlow();
        }
        return body.add(rest(size, element)).add(tree()).build();
    }

    /** A loop over the lanes: what each begins with, and the elements that it goes on with. */
    private CodeBlock lanes(CodeBlock begin, int terms, IntUnaryOperator offset, Lanes element, Index from) {
        CodeBlock.Builder loop = CodeBlock.builder().beginControlFlow("for (int lane = 0; lane < $L; lane++)", LANES);
        if (terms == 0) {
            return loop.addStatement("lanes[lane] = $L", begin).endControlFlow().build();
        }
        loop.addStatement("$T sum = $L", numbers.type(), begin);
        for (int i = 0; i < terms; i++) {
            loop.addStatement(
                    "sum = $L",
                    element.at(from.plus(offset.applyAsInt(i))).continued().apply("sum"));
        }
        return loop.addStatement("lanes[lane] = sum").endControlFlow().build();
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
                        element.at(Index.of("lane").plus(full)).continued().apply("lanes[lane]"))
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
