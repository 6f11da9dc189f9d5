// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Locator;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * e^x and sigmoids of whole rows. In float they take two loops: one that C2 vectorises, and one that puts in the powers of
 * two by their bits, which it does not. One loop with both would be scalar from beginning to end, and take three times as
 * long. Whatever follows the bits of a number stays in the second one: a third loop costs more than it gains.
 */
final class ExponentialEmitter {
    private final EmissionContext context;
    private final ScalarType numbers;

    ExponentialEmitter(EmissionContext context) {
        this.context = context;
        this.numbers = context.numbers();
    }

    /**
     * Writes e^x for each element, where no x is above 0.
     *
     * @param out may be the row that x is in
     * @param x an expression of {@code j}
     */
    CodeBlock decay(int size, Args.Ref out, CodeBlock x, Args args) {
        return of("decay", size, out, x, args);
    }

    private CodeBlock of(String function, int size, Args.Ref out, CodeBlock x, Args args) {
        if (numbers != ScalarType.FLOAT) {
            return loop(size, body -> body.addStatement("$L = $T.exp($L)", out.at("j"), numbers.math(), x));
        }
        String exponents = args.exponents(context.padded(size));
        return fractions(function, size, out, exponents, x, args).toBuilder()
                .add(loop(
                        size,
                        body -> body.addStatement(
                                "$L = $T.$LScaled($L, $L[j])",
                                out.at("j"),
                                numbers.math(),
                                function,
                                out.at("j"),
                                exponents)))
                .build();
    }

    /** The loop that C2 vectorises. */
    private CodeBlock fractions(
            String function, int size, Args.Ref fractions, String exponents, CodeBlock x, Args args) {
        String argument = args.local("argument");
        return loop(
                size,
                body -> body.addStatement("$T $L = $L", numbers.type(), argument, x)
                        .addStatement("$L = $T.$LFraction($L)", fractions.at("j"), numbers.math(), function, argument)
                        .addStatement("$L[j] = $T.$LExponent($L)", exponents, numbers.math(), function, argument));
    }

    private static CodeBlock loop(int size, Consumer<CodeBlock.Builder> statements) {
        CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("for (int j = 0; j < $L; j++)", size);
        statements.accept(code);
        return code.endControlFlow().build();
    }

    /** Whether an element-wise kernel is one that {@link #alone} writes: what the target gives a kernel of its own. */
    boolean isAlone(Kernel.Elementwise kernel) {
        return numbers == ScalarType.FLOAT && context.memory().target().budget().isAlone(kernel.nodes());
    }

    /**
     * What one method each computes of a kernel: of functions of what lies side by side all together, as if it were one
     * value, else each by itself.
     */
    List<Kernel.Elementwise> parts(Kernel.Elementwise kernel, Locator memory, Stage.Kind stage) {
        List<Node> nodes = kernel.nodes();
        if (nodes.size() == 1 || !isAlone(kernel)) {
            return List.of(kernel);
        }
        List<RowsRef> results =
                nodes.stream().map(node -> memory.locate(node, stage)).toList();
        List<RowsRef> read =
                nodes.stream().map(node -> memory.locate(node.input(0), stage)).toList();
        int width = context.padded(kernel.size());
        if (areBeside(results, width) && areBeside(read, width)) {
            List<Node> first = nodes.subList(0, 1);
            return List.of(new Kernel.Elementwise(nodes.size() * width, first, first));
        }
        return nodes.stream()
                .map(node -> new Kernel.Elementwise(kernel.size(), List.of(node), List.of(node)))
                .toList();
    }

    private static boolean areBeside(List<RowsRef> rows, int width) {
        for (int i = 1; i < rows.size(); i++) {
            RowsRef before = rows.get(i - 1);
            if (!rows.get(i).whole().equals(before.whole()) || rows.get(i).offset() != before.offset() + width) {
                return false;
            }
        }
        return true;
    }

    private static UnaryFunction power(Kernel.Elementwise kernel) {
        return ((Op.Unary) kernel.nodes().get(0).op()).function();
    }

    /** What to call a kernel that {@link #alone} writes; all of one size are one method. */
    String name(Kernel.Elementwise kernel) {
        return power(kernel).name().toLowerCase(Locale.ROOT) + "_" + kernel.size();
    }

    String equation(Kernel.Elementwise kernel) {
        return "out = " + power(kernel).name().toLowerCase(Locale.ROOT) + "(x), the powers of e by their fractions and"
                + " exponents";
    }

    /** The body of a kernel that is nothing but exp or sigmoid. */
    CodeBlock alone(Kernel.Elementwise kernel, Args args) {
        int width = context.padded(kernel.size());
        Args.Ref out = args.ref(kernel.nodes().get(0), "out");
        Args.Ref x = args.ref(kernel.nodes().get(0).input(0), "x");
        if (x.offset() != 0) {
            // Of a part of a row: where it begins is an argument, which no loop that is vectorised may have.
            String first = first(kernel, args).orElseThrow();
            CodeBlock copy = CodeBlock.of(
                    "$T.arraycopy($L, $L, $L, $L, $L);\n",
                    System.class,
                    x.array(),
                    first,
                    out.array(),
                    out.offset(),
                    width);
            return copy.toBuilder().add(alone(kernel, args, out, out)).build();
        }
        return alone(kernel, args, out, x);
    }

    /** The argument that says where x begins, if a kernel that {@link #alone} writes has one. */
    Optional<String> first(Kernel.Elementwise kernel, Args args) {
        Args.Ref x = args.ref(kernel.nodes().get(0).input(0), "x");
        return x.offset() == 0
                ? Optional.empty()
                : Optional.of(args.shared("xFirst", TypeName.INT, Index.of(x.offset())));
    }

    private CodeBlock alone(Kernel.Elementwise kernel, Args args, Args.Ref out, Args.Ref x) {
        int width = context.padded(kernel.size());
        if (power(kernel) == UnaryFunction.EXP) {
            return of("exp", width, out, CodeBlock.of("$L", x.at("j")), args);
        }
        Args.Ref powers = args.powers(width);
        String exponents = args.exponents(width);
        CodeBlock argument = CodeBlock.of("-$T.abs($L)", Math.class, x.at("j"));
        return fractions("decay", width, powers, exponents, argument, args).toBuilder()
                .add(loop(
                        width,
                        body -> body.addStatement(
                                "$L = $T.sigmoidScaled($L, $L, $L[j])",
                                out.at("j"),
                                numbers.math(),
                                x.at("j"),
                                powers.at("j"),
                                exponents)))
                .build();
    }
}
