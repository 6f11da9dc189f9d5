// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.layout.Padding;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Literals;

/** Fused element-wise work: one loop, a local for each value. */
public final class ElementwiseEmitter {
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final Labels labels;

    public ElementwiseEmitter(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.labels = context.labels();
    }

    public KernelCall emit(Kernel.Elementwise kernel, Memory memory, Stage.Kind stage, Count rows) {
        return emit(nameOf(kernel), kernel, memory, stage, rows);
    }

    /** What to call it, after its first result. */
    String nameOf(Kernel.Elementwise kernel) {
        return Identifier.variable("compute"
                + FieldNames.upper(Identifier.ofLabel(labels.of(kernel.outputs().get(0)))));
    }

    public KernelCall emit(String name, Kernel.Elementwise kernel, Locator memory, Stage.Kind stage, Count rows) {
        return emit(name, kernel, new Args(memory, stage, numbers), rows);
    }

    /** @param args may hold some of the arguments already, under names of their own */
    public KernelCall emit(String name, Kernel.Elementwise kernel, Args args, Count rows) {
        return library.callForRows(method(name, kernel, args), args, rows);
    }

    /** The same for the rows in the set {@code touched}; rows of all arguments are counted alike. */
    public KernelCall emitForTouched(String name, Kernel.Elementwise kernel, Args args, FieldRef touched) {
        return library.callForTouched(method(name, kernel, args), args, touched);
    }

    private String method(String name, Kernel.Elementwise kernel, Args args) {
        ExponentialEmitter exponentials = new ExponentialEmitter(numbers);
        boolean alone = exponentials.isAlone(kernel);
        CodeBlock body = alone ? exponentials.alone(kernel, args) : new Body(kernel, args).write();
        return library.method(
                alone ? exponentials.name(kernel) : name,
                CodeBlock.of(""),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
    }

    /** The body of one kernel while it is written. */
    private final class Body {
        private final Kernel.Elementwise kernel;
        private final Args args;
        private final Map<Node, String> locals = new HashMap<>();
        private final CodeBlock.Builder before = CodeBlock.builder();
        private final CodeBlock.Builder each = CodeBlock.builder();

        Body(Kernel.Elementwise kernel, Args args) {
            this.kernel = kernel;
            this.args = args;
        }

        CodeBlock write() {
            // Outputs come first among the parameters, as in any kernel.
            kernel.outputs().forEach(args::ref);
            Index index = kernel.size() == 1 ? Index.ZERO : Index.of("j");
            for (Node node : kernel.nodes()) {
                CodeBlock value = expression(node, index);
                locals.put(node, args.local(shortName(node)));
                each.addStatement("$T $L = $L", numbers.type(), locals.get(node), value);
                if (kernel.outputs().contains(node)) {
                    each.addStatement("$L = $L", args.ref(node).at(index), locals.get(node));
                }
            }
            if (kernel.size() == 1) {
                return before.add(each.build()).build();
            }
            return before.beginControlFlow("for (int j = 0; j < $L; j++)", Padding.of(kernel.size()))
                    .add(each.build())
                    .endControlFlow()
                    .build();
        }

        private String operand(Node node, Index index) {
            String local = locals.get(node);
            if (local != null) {
                return local;
            }
            OptionalDouble literal = Literals.valueOf(node);
            if (literal.isPresent()) {
                return numbers.literal(literal.getAsDouble());
            }
            Args.Ref ref = args.ref(node);
            if (node.isVector() && node.size() == 1 && kernel.size() > 1) {
                String scalar = args.local(shortName(node));
                before.addStatement("$T $L = $L", numbers.type(), scalar, ref.at(0));
                locals.put(node, scalar);
                return scalar;
            }
            return ref.at(index).toString();
        }

        private CodeBlock expression(Node node, Index index) {
            return ((Op.Elementwise) node.op()).match(new Expression(operand -> operand(node.input(operand), index)));
        }
    }

    /** An operation on one element, by what stands for its operands. */
    private final class Expression implements Cases.Elementwise<CodeBlock> {
        private final IntFunction<String> operand;

        Expression(IntFunction<String> operand) {
            this.operand = operand;
        }

        @Override
        public CodeBlock unary(Op.Unary op) {
            return apply(op.function(), operand.apply(0));
        }

        @Override
        public CodeBlock binary(Op.Binary op) {
            return apply(op.function(), operand.apply(0), operand.apply(1));
        }

        @Override
        public CodeBlock multiplyAdd(Op.MultiplyAdd op) {
            String a = operand.apply(0);
            String b = operand.apply(1);
            String c = operand.apply(2);
            return CodeBlock.of("$T.fma($L, $L, $L)", Math.class, op.negated() ? negated(a) : a, b, c);
        }

        /** The loop does it. */
        @Override
        public CodeBlock spread(Op.Spread op) {
            return CodeBlock.of("$L", operand.apply(0));
        }
    }

    private String shortName(Node node) {
        String base = labels.of(node);
        int dot = base.lastIndexOf('.');
        String last = dot < 0 ? base : base.substring(dot + 1);
        return Identifier.variable(last.replace(' ', '_')) + "Value";
    }

    /** A number may have a sign already. */
    private static String negated(String operand) {
        return operand.startsWith("-") ? operand.substring(1) : "-" + operand;
    }

    private CodeBlock apply(UnaryFunction function, String x) {
        String zero = numbers.literal(0);
        return switch (function) {
            case NEGATE -> CodeBlock.of("$L", negated(x));
            case RELU -> CodeBlock.of("$T.max($L, $L)", Math.class, x, zero);
            case BELOW_ZERO -> CodeBlock.of("$T.min($L, $L)", Math.class, x, zero);
            case SQRT ->
                CodeBlock.of(numbers == ScalarType.FLOAT ? "(float) $T.sqrt($L)" : "$T.sqrt($L)", Math.class, x);
            case ABS -> CodeBlock.of("$T.abs($L)", Math.class, x);
            case SIGN -> CodeBlock.of("$T.signum($L)", Math.class, x);
            case POSITIVE -> CodeBlock.of("$L > $L ? $L : $L", x, zero, numbers.literal(1), zero);
            case TANH, SIGMOID, EXP, EXPM1, LOG, SOFTPLUS, ERF ->
                CodeBlock.of("$T.$L($L)", numbers.math(), function.name().toLowerCase(Locale.ROOT), x);
        };
    }

    private CodeBlock apply(BinaryFunction function, String a, String b) {
        return switch (function) {
            case ADD -> CodeBlock.of("$L + $L", a, b);
            case SUBTRACT -> CodeBlock.of("$L - $L", a, b);
            case MULTIPLY -> CodeBlock.of("$L * $L", a, b);
            case DIVIDE -> CodeBlock.of("$L / $L", a, b);
            case MINIMUM -> CodeBlock.of("$T.min($L, $L)", Math.class, a, b);
            case MAXIMUM -> CodeBlock.of("$T.max($L, $L)", Math.class, a, b);
            case UNLESS_ZERO -> CodeBlock.of("$L == $L ? $L : $L", a, numbers.literal(0), numbers.literal(0), b);
        };
    }
}
