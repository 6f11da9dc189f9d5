// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Labels;

/** Operations that have a kernel to themselves. */
final class StandaloneKernels {
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final ReductionEmitter rows;
    private final MagnitudeEmitter magnitudes;
    private final TotalEmitter totals;
    private final TokenEmitter tokens;
    private final PairEmitter pairs;

    StandaloneKernels(EmissionContext context, WeightOrder weights, ReductionEmitter rows) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.rows = rows;
        this.magnitudes = new MagnitudeEmitter(context, weights, rows);
        this.totals = new TotalEmitter(context);
        this.tokens = new TokenEmitter(context);
        this.pairs = new PairEmitter(context);
    }

    KernelCall emit(Node node, Memory memory, Stage.Kind stage) {
        return node.op().accept(new OfNode(node, memory, stage));
    }

    /** What one row of a result is computed by. */
    @FunctionalInterface
    private interface Row {
        CodeBlock body(Args args, Args.Ref out);
    }

    /** A method for one row, called for all of them. */
    private KernelCall forRows(Node node, Memory memory, Stage.Kind stage, Row row) {
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
        return library.callForRows(method, args, memory.extent().rows(stage));
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
            implements Op.Visitor<KernelCall>,
                    Cases.Scalar<KernelCall>,
                    Cases.Reduction<KernelCall>,
                    Cases.Assembly<KernelCall>,
                    Cases.View<KernelCall>,
                    Cases.OverSteps<KernelCall> {
        private final Node node;
        private final Memory memory;
        private final Stage.Kind stage;

        OfNode(Node node, Memory memory, Stage.Kind stage) {
            this.node = node;
            this.memory = memory;
            this.stage = stage;
        }

        private KernelCall forRows(Row row) {
            return StandaloneKernels.this.forRows(node, memory, stage, row);
        }

        private IllegalArgumentException isNotSingle() {
            return new IllegalArgumentException("no kernel of its own: " + node);
        }

        @Override
        public KernelCall source(Op.Source op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall product(Op.MatrixProduct op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall gradient(Op.MatrixGradient op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall elementwise(Op.Elementwise op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall ofLogits(Op.OfLogits op) {
            throw isNotSingle();
        }

        // ---- numbers -----------------------------------------------------------------------------------------------

        @Override
        public KernelCall scalar(Op.Scalar op) {
            return op.match(this);
        }

        @Override
        public KernelCall constant(Op.Constant op) {
            return forRows((args, out) -> CodeBlock.of("$L = $L;\n", out.at(0), numbers.literal(op.value())));
        }

        @Override
        public KernelCall stepCount(Op.StepCount op) {
            return KernelCall.of(CodeBlock.of(
                    "$L = $T.max(1, $L);\n",
                    memory.locate(node, stage).number(),
                    Math.class,
                    Count.asked(memory.extent().order(op.axis()), "rows")));
        }

        // ---- sums of elements --------------------------------------------------------------------------------------

        @Override
        public KernelCall reduction(Op.Reduction op) {
            return op.match(this);
        }

        @Override
        public KernelCall sum(Op.Sum op) {
            return reduced("x");
        }

        @Override
        public KernelCall dot(Op.Dot op) {
            return reduced("x", "y");
        }

        /** One number of whole rows: the methods that add up begin wherever they are told to. */
        private KernelCall reduced(String... operands) {
            return forRows((args, out) -> {
                List<CodeBlock> passed = new ArrayList<>();
                for (int i = 0; i < operands.length; i++) {
                    Args.Ref operand = args.ref(node.input(i), operands[i]);
                    passed.add(CodeBlock.of("$L, $L", operand.array(), args.first(operand)));
                }
                passed.add(CodeBlock.of("$L", args.lanes()));
                int size = node.input(0).size();
                String method = operands.length == 1 ? rows.sumMethod(size) : rows.dotMethod(size);
                return CodeBlock.of(
                        "$L[$L] = $L($L);\n", out.array(), args.first(out), method, CodeBlock.join(passed, ", "));
            });
        }

        @Override
        public KernelCall magnitude(Op.Magnitude op) {
            return magnitudes.emit(node, op, memory);
        }

        /** Tokens are plain ints, so that a method goes over their rows itself. */
        @Override
        public KernelCall likeliest(Op.Likeliest op) {
            RowsRef out = memory.locate(node, stage);
            RowsRef logits = memory.locate(node.input(0), stage);
            RowsRef given = memory.locate(node.input(1), stage);
            return KernelCall.of(CodeBlock.of(
                    "$T.choose($L, $L, $L, $L, $L, $L, $L, $L, $L);\n",
                    ClassName.get(RuntimePackages.GENERATED, "OwnTokens"),
                    memory.extent().rows(stage),
                    out.field(),
                    out.first(),
                    given.field(),
                    given.first(),
                    logits.field(),
                    logits.first(),
                    logits.offset(),
                    node.input(0).size()));
        }

        // ---- put together ------------------------------------------------------------------------------------------

        @Override
        public KernelCall assembly(Op.Assembly op) {
            return op.match(this);
        }

        @Override
        public KernelCall concat(Op.Concat op) {
            return forRows((args, out) -> {
                CodeBlock.Builder body = CodeBlock.builder();
                Index to = Index.of(args.first(out));
                for (Node part : node.inputs()) {
                    Args.Ref from = args.ref(part, "part");
                    body.add(copy(from, Index.of(args.first(from)), out, to, part.size()));
                    to = to.plus(part.size());
                }
                return body.build();
            });
        }

        @Override
        public KernelCall pad(Op.Pad op) {
            return forRows((args, out) -> {
                Args.Ref x = args.ref(node.input(0), "x");
                Index to = Index.of(args.first(out));
                return CodeBlock.builder()
                        .add(fill(out, to, node.size()))
                        .add(copy(
                                x,
                                Index.of(args.first(x)),
                                out,
                                to.plus(op.offset()),
                                node.input(0).size()))
                        .build();
            });
        }

        @Override
        public KernelCall oneHot(Op.OneHot op) {
            return forRows((args, out) -> CodeBlock.builder()
                    .add(fill(out, Index.of(out.offset()), node.size()))
                    .addStatement(
                            "$L = $L", out.at(args.ref(node.input(0), "token").array()), numbers.literal(1))
                    .build());
        }

        @Override
        public KernelCall ofToken(Op.OfToken op) {
            return tokens.ofToken(node, memory, stage);
        }

        // ---- views: those that are copied --------------------------------------------------------------------------

        @Override
        public KernelCall view(Op.View op) {
            return op.match(this);
        }

        @Override
        public KernelCall slice(Op.Slice op) {
            return forRows((args, out) -> {
                Args.Ref x = args.ref(node.input(0), "x").plus(op.offset());
                return copy(x, Index.of(args.first(x)), out, Index.of(args.first(out)), node.size());
            });
        }

        @Override
        public KernelCall selectStep(Op.SelectStep op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall scatterStep(Op.ScatterStep op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall ofEmpty(Op.OfEmpty op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall atPairs(Op.AtPairs op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall ofLeaves(Op.OfLeaves op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall atNodes(Op.AtNodes op) {
            throw isNotSingle();
        }

        @Override
        public KernelCall ofNodes(Op.OfNodes op) {
            throw isNotSingle();
        }

        // ---- over steps --------------------------------------------------------------------------------------------

        @Override
        public KernelCall overSteps(Op.OverSteps op) {
            return op.match(this);
        }

        @Override
        public KernelCall sumSteps(Op.SumSteps op) {
            return totals.sumSteps(node, memory);
        }

        @Override
        public KernelCall maxSteps(Op.MaxSteps op) {
            return totals.maxSteps(node, memory);
        }

        @Override
        public KernelCall sumPairs(Op.SumPairs op) {
            return pairs.sum(node, op, memory, stage);
        }

        @Override
        public KernelCall softmaxPairs(Op.SoftmaxPairs op) {
            return pairs.softmax(node, memory, stage);
        }

        @Override
        public KernelCall sumChildren(Op.SumChildren op) {
            return totals.sumChildren(node, memory, stage);
        }

        @Override
        public KernelCall sumTokens(Op.SumTokens op) {
            return tokens.sumTokens(node, memory);
        }

        @Override
        public KernelCall sumAll(Op.SumAll op) {
            return totals.total(node, memory, stage);
        }
    }

    private CodeBlock fill(Args.Ref out, Index first, int size) {
        return CodeBlock.of(
                "$T.fill($L, $L, $L, $L);\n",
                java.util.Arrays.class,
                out.array(),
                first,
                first.plus(size),
                numbers.literal(0));
    }

    private static CodeBlock copy(Args.Ref from, Index fromFirst, Args.Ref to, Index toFirst, int size) {
        return CodeBlock.of(
                "$T.arraycopy($L, $L, $L, $L, $L);\n",
                System.class,
                from.array(),
                fromFirst,
                to.array(),
                toFirst,
                size);
    }
}
