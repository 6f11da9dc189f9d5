// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.StoredMatrices;
import org.rnnc.processor.java.kernel.vector.ProductSum;
import org.rnnc.processor.java.kernel.vector.VectorProducts;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** Products of matrices with vectors and look-ups of their columns, for one row of operands at a time. */
final class ProductEmitter {
    private final EmissionContext context;
    private final KernelLibrary library;
    private final CombineEmitter combine;
    private final ScalarType numbers;
    private final StoredMatrices stored;
    private final Optional<VectorProducts> vectors;

    ProductEmitter(EmissionContext context, CombineEmitter combine) {
        this.context = context;
        this.library = context.library();
        this.combine = combine;
        this.numbers = context.numbers();
        this.stored = new StoredMatrices(context);
        this.vectors = context.vectors().map(library -> new VectorProducts(library, numbers));
    }

    /** Where the chains of an interval of results begin. */
    private record Start(Args.Ref at, int width) {
        boolean continuedBy(Args.Ref next) {
            return next.array().equals(at.array()) && next.offset() == at.offset() + width;
        }
    }

    /**
     * Neighbouring results whose weights are neighbours too: one loop does them all.
     *
     * @param starts of all of them, those side by side as one; or of none
     */
    private record ContiguousOutputs(Args.Ref out, List<Start> starts, int rowOffset, int width) {
        boolean continuedBy(Args.Ref nextOut, Args.@Nullable Ref nextStart, int nextRowOffset) {
            return starts.isEmpty() == (nextStart == null)
                    && nextOut.array().equals(out.array())
                    && nextOut.offset() == out.offset() + width
                    && nextRowOffset == rowOffset + width;
        }

        ContiguousOutputs and(Args.@Nullable Ref nextStart, int more) {
            List<Start> all = new ArrayList<>(starts);
            Start last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && nextStart != null && last.continuedBy(nextStart)) {
                all.set(all.size() - 1, new Start(last.at(), last.width() + more));
            } else if (nextStart != null) {
                all.add(new Start(nextStart, more));
            }
            return new ContiguousOutputs(out, all, rowOffset, width + more);
        }

        /** What lies in several rows is brought together first, where the results will be. */
        List<ProductSum.Copy> together() {
            List<ProductSum.Copy> together = new ArrayList<>();
            int offset = 0;
            for (Start start : starts.size() > 1 ? starts : List.<Start>of()) {
                together.add(new ProductSum.Copy(start.at(), out.plus(offset), start.width()));
                offset += start.width();
            }
            return together;
        }

        CodeBlock copies() {
            CodeBlock.Builder code = CodeBlock.builder();
            for (ProductSum.Copy copy : together()) {
                code.addStatement(
                        "$T.arraycopy($L, $L, $L, $L, $L)",
                        System.class,
                        copy.from().array(),
                        copy.from().offset(),
                        copy.to().array(),
                        copy.to().offset(),
                        copy.width());
            }
            return code.build();
        }

        Args.Ref start() {
            return starts.size() == 1 ? starts.get(0).at() : out;
        }

        CombineEmitter.Interval interval() {
            return new CombineEmitter.Interval(out.offset(), rowOffset, starts.isEmpty() ? 0 : start().offset(), width);
        }

        /** What vectors compute. */
        ProductSum sum(String panels, ProductSum.Operand operand) {
            Optional<Args.Ref> begin = starts.isEmpty() ? Optional.empty() : Optional.of(start());
            return new ProductSum(out, begin, width, panels, List.of(operand), together());
        }

        CombineEmitter.Begin begin() {
            return switch (starts.size()) {
                case 0 -> CombineEmitter.Begin.ZERO;
                case 1 -> CombineEmitter.Begin.START;
                default -> CombineEmitter.Begin.OUT;
            };
        }
    }

    KernelCall emit(Kernel.Products kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = new Args(memory, stage, numbers);
        List<ContiguousOutputs> outputs = outputs(kernel, args, memory);
        Args.Ref operand = args.ref(kernel.operand(), kernel.isLookup() ? "token" : "x");
        boolean inVectors = !kernel.isLookup() && hasVectors(kernel.pack());
        FieldRef field = matrixField(kernel, memory);
        List<ProductSum> sums = new ArrayList<>();
        CodeBlock.Builder body = CodeBlock.builder();
        for (ContiguousOutputs output : outputs) {
            String matrix = inVectors
                    ? panels(args, field, output.rowOffset(), output.width())
                    : args.shared("w", numbers.rows(), field);
            body.add(output.copies());
            body.add(
                    kernel.isLookup()
                            ? lookup(kernel, output, operand, memory, matrix)
                            : product(kernel, output, operand, matrix));
            if (inVectors) {
                sums.add(output.sum(
                        matrix,
                        new ProductSum.Operand(operand, 0, kernel.operand().size())));
            }
        }
        String name = stored.name(kernel.isLookup() ? "lookUp" : "multiply", matrices(kernel.nodes()), !isRow(kernel));
        String method = library.method(
                name,
                documentation(
                        matrices(kernel.nodes()),
                        !isRow(kernel),
                        kernel.nodes().get(0).inputs().size() == 3,
                        kernel.isLookup() ? "w[token]" : "w * x"),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body.build());
        return call(method, args, rows, sums);
    }

    private boolean hasVectors(Pack pack) {
        return vectors.isPresent() && pack.isOfParameters();
    }

    private String panels(Args args, FieldRef rows, int first, int width) {
        return args.shared("panels", numbers.rows(), context.panels().of(rows, first, width));
    }

    /** @param sums what the kernel computes, where vectors shall compute it too */
    private KernelCall call(String method, Args args, Count rows, List<ProductSum> sums) {
        KernelCall call = library.callForRows(method, args, rows);
        if (!sums.isEmpty()) {
            VectorProducts products = vectors.orElseThrow();
            products.overrideRow(method, args.all(), sums);
            if (KernelLibrary.loops(args, rows)) {
                products.overrideRows(method, library.rowLoop(method, args.all()), args.all(), sums);
            }
        }
        return call;
    }

    private List<ContiguousOutputs> outputs(Kernel.Products kernel, Args args, Memory memory) {
        List<ContiguousOutputs> outputs = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = node.inputs().size() == 3 ? args.ref(node.input(2), "start") : null;
            int rowOffset = readsTransposed(kernel)
                    ? 0
                    : memory.names().layout(kernel.pack()).offsetOf(parameter(node, memory));
            int width = context.padded(node.size());
            ContiguousOutputs last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
            if (last != null && last.continuedBy(out, start, rowOffset)) {
                outputs.set(outputs.size() - 1, last.and(start, width));
            } else {
                outputs.add(new ContiguousOutputs(out, List.of(), rowOffset, 0).and(start, width));
            }
        }
        return outputs;
    }

    private CodeBlock product(Kernel.Products kernel, ContiguousOutputs output, Args.Ref operand, String matrix) {
        int columns = kernel.nodes().get(0).input(0).matrix().columns();
        return combine.passes(
                List.of(new CombineEmitter.Operands(columns, index -> Element.of(matrix, index), operand::at)),
                output.begin(),
                output.interval(),
                output.out().array(),
                output.start().array(),
                "k");
    }

    /** Products with transposed matrices, one after the other: their operands are those of one sum. */
    KernelCall emit(Kernel.Chain kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = new Args(memory, stage, numbers);
        Args.Ref out = args.ref(kernel.result(), "out");
        Node first = kernel.nodes().get(0);
        Args.Ref start = first.inputs().size() == 3 ? args.ref(first.input(2), "start") : null;
        kernel.nodes().forEach(node -> args.ref(node.input(1), "x"));
        Pack pack = kernel.pack();
        FieldRef field = pack.byColumn()
                ? transposed(pack, memory)
                : memory.factors(pack).field();
        boolean inVectors = hasVectors(pack);
        int width = context.padded(kernel.result().size());
        String matrix = inVectors ? panels(args, field, 0, width) : args.shared("w", numbers.rows(), field);
        List<ChainOperand> operands = chainOperands(kernel, args, memory);
        CombineEmitter.Interval interval =
                new CombineEmitter.Interval(out.offset(), 0, start == null ? 0 : start.offset(), width);
        CodeBlock body = combine.passes(
                operands.stream().map(operand -> operand.operands(matrix)).toList(),
                start == null ? CombineEmitter.Begin.ZERO : CombineEmitter.Begin.START,
                interval,
                out.array(),
                start == null ? "" : start.array(),
                "k");
        String method = library.method(
                stored.name("multiplyTransposed", matrices(kernel.nodes()), false),
                documentation(matrices(kernel.nodes()), false, start != null, "w' * x"),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
        ProductSum sum = new ProductSum(
                out,
                Optional.ofNullable(start),
                width,
                matrix,
                operands.stream()
                        .map(operand -> new ProductSum.Operand(operand.x(), operand.row(), operand.count()))
                        .toList(),
                List.of());
        return call(method, args, rows, inVectors ? List.of(sum) : List.of());
    }

    /** One for each operand; those whose numbers and whose rows lie side by side are one. */
    private static List<ChainOperand> chainOperands(Kernel.Chain kernel, Args args, Memory memory) {
        List<ChainOperand> all = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            Parameter parameter = parameter(node, memory);
            int row = kernel.pack().byColumn()
                    ? memory.names().layout(kernel.pack()).transposedOffsetOf(parameter)
                    : 0;
            ChainOperand next =
                    new ChainOperand(args.ref(node.input(1)), row, node.input(1).size());
            ChainOperand last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && last.continuedBy(next)) {
                all.set(all.size() - 1, new ChainOperand(last.x(), last.row(), last.count() + next.count()));
            } else {
                all.add(next);
            }
        }
        return all;
    }

    /** An interval of an operand, and the first of the rows that it multiplies. */
    private record ChainOperand(Args.Ref x, int row, int count) {
        boolean continuedBy(ChainOperand next) {
            return next.x().array().equals(x.array())
                    && next.x().offset() == x.offset() + count
                    && next.row() == row + count;
        }

        CombineEmitter.Operands operands(String matrix) {
            return new CombineEmitter.Operands(count, index -> Element.of(matrix, index.plus(row)), x::at);
        }
    }

    private CodeBlock lookup(
            Kernel.Products kernel, ContiguousOutputs output, Args.Ref token, Memory memory, String matrix) {
        int first = readsTransposed(kernel)
                ? memory.names()
                        .layout(kernel.pack())
                        .transposedOffsetOf(parameter(kernel.nodes().get(0), memory))
                : 0;
        Element found = Element.of(matrix, Index.of(token.array()).plus(first));
        if (output.starts().isEmpty()) {
            return CodeBlock.of(
                    "$T.arraycopy($L, $L, $L, $L, $L);\n",
                    System.class,
                    found,
                    output.rowOffset(),
                    output.out().array(),
                    output.out().offset(),
                    output.width());
        }
        return CodeBlock.of(
                "$L($L, $L, $L);\n",
                addRow(output.interval()),
                output.out().array(),
                output.start().array(),
                found);
    }

    private String addRow(CombineEmitter.Interval interval) {
        Args.Ref out = new Args.Ref("out", interval.outOffset());
        Args.Ref start = new Args.Ref("start", interval.startOffset());
        Args.Ref found = new Args.Ref("w", interval.rowOffset());
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(numbers.row(), "out"),
                KernelLibrary.parameter(numbers.row(), "start"),
                KernelLibrary.parameter(numbers.row(), "w"));
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", interval.width())
                .addStatement("$L = $L + $L", out.at("j"), start.at("j"), found.at("j"))
                .endControlFlow()
                .build();
        return library.method(
                "addRow_" + interval.width(), Comments.javadoc("out = start + w"), TypeName.VOID, parameters, body);
    }

    /** Whether the look-up wants the matrix in the order in which it is not kept. */
    private static boolean readsTransposed(Kernel.Products kernel) {
        return isRow(kernel) && kernel.pack().byColumn();
    }

    private static boolean isRow(Kernel.Products kernel) {
        return kernel.nodes().get(0).op() instanceof Op.Lookup lookup && lookup.row();
    }

    private static FieldRef matrixField(Kernel.Products kernel, Memory memory) {
        return readsTransposed(kernel)
                ? transposed(kernel.pack(), memory)
                : memory.factors(kernel.pack()).field();
    }

    private static FieldRef transposed(Pack pack, Memory memory) {
        return ArrayPerVector.transposed(memory.names(), memory.factors(pack));
    }

    private static Parameter parameter(Node node, Memory memory) {
        return memory.parameterOf(node.input(0));
    }

    private static List<Node> matrices(List<Node> products) {
        return products.stream().map(product -> product.input(0)).toList();
    }

    /** @param equation what is added to the start, if there is one */
    private CodeBlock documentation(List<Node> matrices, boolean byColumn, boolean starts, String equation) {
        String several = matrices.size() == 1 ? "" : matrices.size() + " matrices side by side, ";
        return Comments.javadoc("out = " + (starts ? "start + " : "") + equation + ", w: " + several
                + stored.shape(matrices, byColumn) + " with padding");
    }
}
