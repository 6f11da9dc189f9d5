// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Labels;

/** Operations that have a kernel to themselves. */
final class SingleKernels {
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final ReductionEmitter rows;
    private final MagnitudeEmitter magnitudes;
    private final TotalEmitter totals;

    SingleKernels(EmissionContext context, ReductionEmitter rows) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.rows = rows;
        this.magnitudes = new MagnitudeEmitter(context, rows);
        this.totals = new TotalEmitter(context);
    }

    CodeBlock emit(Node node, Memory memory, Stage.Kind stage) {
        return node.op().accept(new OfNode(node, memory, stage));
    }

    /** What one row of a result is computed by. */
    @FunctionalInterface
    private interface Row {
        CodeBlock body(Args args, Args.Ref out);
    }

    /** A method for one row, called for all of them. */
    private CodeBlock forRows(Node node, Memory memory, Stage.Kind stage, Row row) {
        Args args = new Args(memory, stage, numbers);
        CodeBlock body = row.body(args, args.ref(node, "out"));
        String kind = node.op().getClass().getSimpleName();
        String name = Character.toLowerCase(kind.charAt(0)) + kind.substring(1) + "_"
                + (node.inputs().isEmpty() ? node : node.input(0)).shape();
        String method = library.method(
                Identifier.variable(name.replaceAll("[\\[\\]<>]", "")),
                Comments.javadoc("out = " + equation(node)),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
        return library.callForRows(method, args.all(), memory.extent().rows(stage));
    }

    private static String equation(Node node) {
        String operation = Labels.operation(node.op());
        return node.inputs().isEmpty()
                ? operation
                : operation + " of "
                        + node.inputs().stream()
                                .map(input -> input.shape() + "")
                                .collect(Collectors.joining(", "));
    }

    /** The kernel of one node. */
    private final class OfNode
            implements Op.Visitor<CodeBlock>,
                    Cases.Scalar<CodeBlock>,
                    Cases.Reduction<CodeBlock>,
                    Cases.Assembly<CodeBlock>,
                    Cases.View<CodeBlock>,
                    Cases.OverSteps<CodeBlock> {
        private final Node node;
        private final Memory memory;
        private final Stage.Kind stage;

        OfNode(Node node, Memory memory, Stage.Kind stage) {
            this.node = node;
            this.memory = memory;
            this.stage = stage;
        }

        private CodeBlock forRows(Row row) {
            return SingleKernels.this.forRows(node, memory, stage, row);
        }

        private IllegalArgumentException isNotSingle() {
            return new IllegalArgumentException("no kernel of its own: " + node);
        }

        @Override
        public CodeBlock source(Op.Source op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock product(Op.MatrixProduct op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock gradient(Op.MatrixGradient op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock elementwise(Op.Elementwise op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock ofLogits(Op.OfLogits op) {
            throw isNotSingle();
        }

        // ---- numbers -----------------------------------------------------------------------------------------------

        @Override
        public CodeBlock scalar(Op.Scalar op) {
            return op.match(this);
        }

        @Override
        public CodeBlock constant(Op.Constant op) {
            return forRows((args, out) -> CodeBlock.of("$L = $L;\n", out.at(0), numbers.literal(op.value())));
        }

        @Override
        public CodeBlock counted(Op.Counted op) {
            return CodeBlock.of(
                    "$L = $T.max(1, $L);\n",
                    memory.locate(node, stage).number(),
                    Math.class,
                    Count.asked(Extent.ORDER, "rows"));
        }

        // ---- sums of elements --------------------------------------------------------------------------------------

        @Override
        public CodeBlock reduction(Op.Reduction op) {
            return op.match(this);
        }

        @Override
        public CodeBlock sum(Op.Sum op) {
            return forRows((args, out) -> {
                Args.Ref x = args.ref(node.input(0), "x");
                return CodeBlock.of(
                        "$L = $L;\n", out.at(0), rows.sumOf(node.input(0).size(), x, rows.lanes(args)));
            });
        }

        @Override
        public CodeBlock dot(Op.Dot op) {
            return forRows((args, out) -> {
                Args.Ref a = args.ref(node.input(0), "x");
                Args.Ref b = args.ref(node.input(1), "y");
                String method = rows.dotMethod(node.input(0).size(), a, b);
                return CodeBlock.of(
                        "$L = $L($L, $L, $L);\n", out.at(0), method, a.array(), b.array(), rows.lanes(args));
            });
        }

        @Override
        public CodeBlock magnitude(Op.Magnitude op) {
            return magnitudes.emit(node, op, memory);
        }

        // ---- put together ------------------------------------------------------------------------------------------

        @Override
        public CodeBlock assembly(Op.Assembly op) {
            return op.match(this);
        }

        @Override
        public CodeBlock concat(Op.Concat op) {
            return forRows((args, out) -> {
                CodeBlock.Builder body = CodeBlock.builder();
                int offset = 0;
                for (Node part : node.inputs()) {
                    body.add(copy(args.ref(part, "part"), out.plus(offset), part.size()));
                    offset += part.size();
                }
                return body.build();
            });
        }

        @Override
        public CodeBlock pad(Op.Pad op) {
            return forRows((args, out) -> CodeBlock.builder()
                    .add(fill(out, node.size()))
                    .add(copy(
                            args.ref(node.input(0), "x"),
                            out.plus(op.offset()),
                            node.input(0).size()))
                    .build());
        }

        @Override
        public CodeBlock oneHot(Op.OneHot op) {
            return forRows((args, out) -> CodeBlock.builder()
                    .add(fill(out, node.size()))
                    .addStatement(
                            "$L = $L", out.at(args.ref(node.input(0), "token").array()), numbers.literal(1))
                    .build());
        }

        // ---- views: those that are copied --------------------------------------------------------------------------

        @Override
        public CodeBlock view(Op.View op) {
            return op.match(this);
        }

        @Override
        public CodeBlock slice(Op.Slice op) {
            return forRows((args, out) -> copy(args.ref(node.input(0), "x").plus(op.offset()), out, node.size()));
        }

        @Override
        public CodeBlock pick(Op.Pick op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock place(Op.Place op) {
            throw isNotSingle();
        }

        @Override
        public CodeBlock ofEmpty(Op.OfEmpty op) {
            throw isNotSingle();
        }

        // ---- over steps --------------------------------------------------------------------------------------------

        @Override
        public CodeBlock overSteps(Op.OverSteps op) {
            return op.match(this);
        }

        @Override
        public CodeBlock sumSteps(Op.SumSteps op) {
            return totals.sumSteps(node, memory);
        }

        @Override
        public CodeBlock maxSteps(Op.MaxSteps op) {
            return totals.maxSteps(node, memory);
        }

        @Override
        public CodeBlock total(Op.Total op) {
            return totals.total(node, memory);
        }
    }

    private CodeBlock fill(Args.Ref out, int size) {
        return CodeBlock.of(
                "$T.fill($L, $L, $L, $L);\n",
                java.util.Arrays.class,
                out.array(),
                out.offset(),
                out.offset() + size,
                numbers.literal(0));
    }

    private static CodeBlock copy(Args.Ref from, Args.Ref to, int size) {
        return CodeBlock.of(
                "$T.arraycopy($L, $L, $L, $L, $L);\n",
                System.class,
                from.array(),
                from.offset(),
                to.array(),
                to.offset(),
                size);
    }
}
