// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Literals;

/** The body of an element-wise kernel over vectors: each value of the kernel is a local. */
final class VectorElementwiseBody {
    private final Kernel.Elementwise kernel;
    private final Args args;
    private final Function<Node, String> names;
    private final Optional<String> first;
    private final VectorPass pass;
    private final VectorText text;
    private final VectorFunctions functions;
    private final Map<Node, String> known = new HashMap<>();

    VectorElementwiseBody(
            Kernel.Elementwise kernel,
            Args args,
            Function<Node, String> names,
            Optional<String> first,
            VectorPass pass,
            VectorText text) {
        this.kernel = kernel;
        this.args = args;
        this.names = names;
        this.first = first;
        this.pass = pass;
        this.text = text;
        this.functions = new VectorFunctions(text);
    }

    /** Writes it; false if there is an operation that has no form of its own here. */
    boolean write() {
        kernel.nodes().stream()
                .filter(node -> node.op() instanceof Op.Unary unary && unary.function() == UnaryFunction.SIGMOID)
                .map(sigmoid -> sigmoid.input(0))
                .filter(x -> !kernel.nodes().contains(x))
                .forEach(x -> functions.begin(operand(x)));
        for (Node node : kernel.nodes()) {
            String value = ((Op.Elementwise) node.op()).match(new Written(node));
            if (value.isEmpty()) {
                return false;
            }
            known.put(node, value);
            if (kernel.outputs().contains(node)) {
                Args.Ref out = args.ref(node);
                store(value, out);
            }
        }
        return true;
    }

    private void store(String value, Args.Ref out) {
        String column = VectorPass.column(out.offset(), 0);
        if (!pass.rest() && text.isExact(value)) {
            text.statement(CodeBlock.of("$L.intoArray($L, $L);\n", value, out.array(), column), 0);
        } else {
            text.statement(pass.store(text.library(), 0, value, out.array(), column), pass.rest() ? 3 : 1);
        }
    }

    VectorText text() {
        return text;
    }

    private String operand(Node node) {
        String value = known.get(node);
        if (value == null) {
            value = read(node);
            known.put(node, value);
        }
        return value;
    }

    private String read(Node node) {
        OptionalDouble literal = Literals.valueOf(node);
        if (literal.isPresent()) {
            return text.broadcast("constant", CodeBlock.of("$L", ScalarType.FLOAT.literal(literal.getAsDouble())));
        }
        Args.Ref ref = args.ref(node);
        if (node.isVector() && node.size() == 1) {
            return text.broadcast(names.apply(node), CodeBlock.of("$L", ref.at(0)));
        }
        return text.read(
                names.apply(node),
                ref.array(),
                first.map(from -> "j + " + from).orElseGet(() -> VectorPass.column(ref.offset(), 0)));
    }

    /** The local that holds a node's value; empty if there is no form for it. */
    private final class Written implements Cases.Elementwise<String> {
        private final Node node;
        private final String name;

        Written(Node node) {
            this.node = node;
            this.name = names.apply(node);
        }

        private String x(int operand) {
            return operand(node.input(operand));
        }

        @Override
        public String unary(Op.Unary op) {
            return apply(op.function());
        }

        /** Gives a name to the value; one that is stored is called on. */
        private String named(String format, Object... arguments) {
            return kernel.outputs().contains(node)
                    ? text.exact(name, format, arguments)
                    : text.vector(name, format, arguments);
        }

        private String apply(UnaryFunction function) {
            return switch (function) {
                case NEGATE -> named("$L.neg()", text.on(x(0)));
                case RELU -> named("$L.max(0f)", text.on(x(0)));
                case BELOW_ZERO -> named("$L.min(0f)", text.on(x(0)));
                case SQRT -> named("$L.sqrt()", text.on(x(0)));
                case ABS -> named("$L.abs()", text.on(x(0)));
                case TANH -> named("$L", functions.tanh(x(0)));
                case SIGMOID -> named("$L", functions.sigmoid(x(0)));
                case EXP -> named("$L", functions.exp(x(0)));
                case SIGN, POSITIVE, EXPM1, LOG, SOFTPLUS, ERF -> "";
            };
        }

        @Override
        public String binary(Op.Binary op) {
            return apply(op.function());
        }

        private String apply(BinaryFunction function) {
            return switch (function) {
                case ADD -> ofTwo("add");
                case MULTIPLY -> ofTwo("mul");
                case SUBTRACT -> named("$L.sub($L)", text.on(x(0)), x(1));
                case DIVIDE -> named("$L.div($L)", text.on(x(0)), x(1));
                case MINIMUM -> named("$L.min($L)", text.on(x(0)), x(1));
                case MAXIMUM -> named("$L.max($L)", text.on(x(0)), x(1));
                case UNLESS_ZERO -> "";
            };
        }

        /** What may be called on either: on the one whose class is known, if it is one of them. */
        private String ofTwo(String method) {
            String x = x(0);
            String y = x(1);
            boolean second = isCalledOnSecond(x, y);
            return named("$L.$L($L)", text.on(second ? y : x), method, second ? x : y);
        }

        private boolean isCalledOnSecond(String x, String y) {
            return text.isExact(y) && !text.isExact(x);
        }

        @Override
        public String multiplyAdd(Op.MultiplyAdd op) {
            String x = x(0);
            String y = x(1);
            String sum = x(2);
            if (op.negated()) {
                return named("$L.fma($L, $L)", text.cast("$L.neg()", text.on(x)), y, sum);
            }
            boolean second = isCalledOnSecond(x, y);
            return named("$L.fma($L, $L)", text.on(second ? y : x), second ? x : y, sum);
        }

        @Override
        public String broadcast(Op.Broadcast op) {
            return x(0);
        }
    }
}
