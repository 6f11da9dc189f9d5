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
import org.rnnc.processor.java.kernel.VectorLibrary;
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
        for (Node node : kernel.nodes()) {
            String value = ((Op.Elementwise) node.op()).match(new Written(node));
            if (value.isEmpty()) {
                return false;
            }
            known.put(node, value);
            if (kernel.outputs().contains(node)) {
                Args.Ref out = args.ref(node);
                text.statement(
                        pass.store(VectorText.FLOATS, 0, value, out.array(), VectorPass.column(out.offset(), 0)));
            }
        }
        return true;
    }

    int operations() {
        return text.operations();
    }

    CodeBlock before() {
        return text.before();
    }

    CodeBlock each() {
        return text.each();
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
        return text.floats(
                names.apply(node),
                "$T.fromArray($L, $L, $L)",
                VectorText.FLOATS,
                VectorLibrary.SPECIES,
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

        private String apply(UnaryFunction function) {
            return switch (function) {
                case NEGATE -> text.floats(name, "$L.neg()", x(0));
                case RELU -> text.floats(name, "$L.max(0f)", x(0));
                case BELOW_ZERO -> text.floats(name, "$L.min(0f)", x(0));
                case SQRT -> text.floats(name, "$L.sqrt()", x(0));
                case ABS -> text.floats(name, "$L.abs()", x(0));
                case TANH -> functions.tanh(name, x(0));
                case SIGMOID -> functions.sigmoid(name, x(0));
                case EXP -> functions.exp(name, x(0));
                case SIGN, POSITIVE, EXPM1, LOG, SOFTPLUS, ERF -> "";
            };
        }

        @Override
        public String binary(Op.Binary op) {
            return apply(op.function());
        }

        private String apply(BinaryFunction function) {
            String method = switch (function) {
                case ADD -> "add";
                case SUBTRACT -> "sub";
                case MULTIPLY -> "mul";
                case DIVIDE -> "div";
                case MINIMUM -> "min";
                case MAXIMUM -> "max";
                case UNLESS_ZERO -> "";
            };
            return method.isEmpty() ? "" : text.floats(name, "$L.$L($L)", x(0), method, x(1));
        }

        @Override
        public String multiplyAdd(Op.MultiplyAdd op) {
            String negated = op.negated() ? ".neg()" : "";
            return text.floats(name, "$L$L.fma($L, $L)", x(0), negated, x(1), x(2));
        }

        @Override
        public String broadcast(Op.Broadcast op) {
            return x(0);
        }
    }
}
