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
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.StoredMatrices;
import org.rnnc.processor.java.kernel.vector.ProductSum;
import org.rnnc.processor.java.kernel.vector.VectorProducts;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** Products of matrices with vectors and look-ups of their columns, for one row of operands at a time. */
final class ProductEmitter {
    /** Results apart from each other have loops of their own; of so many a method over many rows is still small. */
    private static final int MOST_LOOPS = 16;

    private final EmissionContext context;
    private final KernelLibrary library;
    private final ProductLoops loops;
    private final ScalarType numbers;
    private final StoredMatrices stored;
    private final Optional<VectorProducts> vectors;

    ProductEmitter(EmissionContext context, CombineEmitter combine) {
        this.context = context;
        this.library = context.library();
        this.loops = new ProductLoops(context, combine);
        this.numbers = context.numbers();
        this.stored = new StoredMatrices(context);
        this.vectors = context.vectors().map(vectorLibrary -> new VectorProducts(context, vectorLibrary));
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
     * @param width how many, with padding
     * @param count how many, without the padding of the last one
     */
    private record ContiguousOutputs(Args.Ref out, List<Start> starts, int rowOffset, int width, int count) {
        boolean continuedBy(Args.Ref nextOut, Args.@Nullable Ref nextStart, int nextRowOffset) {
            return starts.isEmpty() == (nextStart == null)
                    && nextOut.array().equals(out.array())
                    && nextOut.offset() == out.offset() + width
                    && nextRowOffset == rowOffset + width;
        }

        ContiguousOutputs and(Args.@Nullable Ref nextStart, int more, int size) {
            List<Start> all = new ArrayList<>(starts);
            Start last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && nextStart != null && last.continuedBy(nextStart)) {
                all.set(all.size() - 1, new Start(last.at(), last.width() + more));
            } else if (nextStart != null) {
                all.add(new Start(nextStart, more));
            }
            return new ContiguousOutputs(out, all, rowOffset, width + more, width + size);
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

        Args.Ref start() {
            return starts.size() == 1 ? starts.get(0).at() : out;
        }

        CombineEmitter.Interval interval() {
            return new CombineEmitter.Interval(out.offset(), rowOffset, starts.isEmpty() ? 0 : start().offset(), width);
        }

        ProductSum sum(String matrix, ProductSum.Operand operand) {
            Optional<Args.Ref> begin = starts.isEmpty() ? Optional.empty() : Optional.of(start());
            return new ProductSum(out, begin, width, matrix, List.of(operand), false, together());
        }
    }

    KernelCall emit(Kernel.Products kernel, Memory memory, Stage.Kind stage, Count rows) {
        return kernel.isLookup() ? lookUps(kernel, memory, stage, rows) : products(kernel, memory, stage, rows);
    }

    private KernelCall products(Kernel.Products kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = args(memory, stage);
        return call(name(kernel), equation(kernel), args, rows, work(kernel, args, memory));
    }

    /** What a product has to compute, by what {@code args} call it. */
    List<ProductLoops.Work> work(Kernel.Products kernel, Args args, Memory memory) {
        List<ContiguousOutputs> outputs = outputs(kernel, args, memory);
        Args.Ref operand = args.ref(kernel.operand(), "x");
        FieldRef field = memory.factors(kernel.pack()).field();
        List<ProductLoops.Work> work = new ArrayList<>();
        for (ContiguousOutputs output : outputs) {
            String matrix = factors(args, kernel.pack(), field, output.rowOffset(), output.width());
            ProductSum.Operand x =
                    new ProductSum.Operand(operand, 0, kernel.operand().size());
            work.add(new ProductLoops.Work(output.sum(matrix, x), output.rowOffset(), output.count()));
        }
        return work;
    }

    /** The method for one row of a product. */
    String method(Kernel.Products kernel, Args args, Memory memory) {
        List<ProductLoops.Work> work = work(kernel, args, memory);
        return method(name(kernel), equation(kernel), args, work);
    }

    String name(Kernel.Products kernel) {
        return stored.name("multiply", matrices(kernel.nodes()), true);
    }

    CodeBlock equation(Kernel.Products kernel) {
        boolean starts = kernel.nodes().get(0).inputs().size() == 3;
        return documentation(matrices(kernel.nodes()), true, starts, "w * x");
    }

    private KernelCall lookUps(Kernel.Products kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = args(memory, stage);
        List<ContiguousOutputs> outputs = outputs(kernel, args, memory);
        Args.Ref token = args.ref(kernel.operand(), "token");
        CodeBlock.Builder body = CodeBlock.builder();
        for (ContiguousOutputs output : outputs) {
            String matrix = args.shared("w", numbers.rows(), matrixField(kernel, memory));
            output.together().forEach(copy -> body.add(ProductLoops.copy(copy)));
            body.add(lookUp(kernel, output, token, memory, matrix));
        }
        boolean starts = kernel.nodes().get(0).inputs().size() == 3;
        CodeBlock equation = documentation(matrices(kernel.nodes()), !isRow(kernel), starts, "w[token]");
        String method = library.method(
                stored.name("lookUp", matrices(kernel.nodes()), !isRow(kernel)),
                equation,
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body.build());
        return library.callForRows(method, args, rows);
    }

    /** Those of a kernel that loops over operands, and over blocks of rows. */
    Args args(Memory memory, Stage.Kind stage) {
        return new Args(memory, stage, numbers, List.of("j", "k", "row", "sum", "first", "end", "pairs"));
    }

    /** What a product is given of columns of a pack: the rows, or where there are vectors the panels that these read. */
    private String factors(Args args, Pack pack, FieldRef rows, int first, int width) {
        return vectors.isEmpty()
                ? args.shared("w", numbers.rows(), rows)
                : args.panels(context.panels().of(pack, rows, first, width), rows.owner());
    }

    /** What a product is given of rows of a pack of columns: the same, but that panels are made of the columns at once. */
    private String rows(Args args, Pack pack, int width, Memory memory) {
        PackRef columns = memory.factors(pack);
        return vectors.isEmpty() || pack.transposed() == Pack.Transposed.LOOK_UPS
                ? factors(args, pack, ArrayPerVector.transposed(memory.names(), columns), 0, width)
                : args.panels(
                        context.panels()
                                .transposed(
                                        pack,
                                        columns.field(),
                                        columns.layout().transposedRows(),
                                        width,
                                        field -> Transposer.panels(columns, field)),
                        columns.field().owner());
    }

    private KernelCall call(String name, CodeBlock equation, Args args, Count rows, List<ProductLoops.Work> work) {
        List<Arg> all = args.all();
        String method = method(name, equation, args, work);
        KernelLibrary.ManyRows many = work.size() <= MOST_LOOPS
                ? parameters -> loops.rows(method, work, all, parameters)
                : parameters -> KernelLibrary.each(method, parameters);
        if (KernelLibrary.loops(args, rows)) {
            vectors.ifPresent(
                    kernels -> kernels.overrideRows(method, library.rowLoop(method, all, many), all, sums(work)));
        }
        return library.callForRows(method, args, rows, many);
    }

    private String method(String name, CodeBlock equation, Args args, List<ProductLoops.Work> work) {
        CodeBlock.Builder body = CodeBlock.builder();
        work.forEach(each -> body.add(loops.row(each)));
        String method =
                library.method(name, equation, TypeName.VOID, KernelLibrary.parameters(args.all()), body.build());
        vectors.ifPresent(kernels -> kernels.overrideRow(method, args.all(), sums(work)));
        return method;
    }

    private static List<ProductSum> sums(List<ProductLoops.Work> work) {
        return work.stream().map(ProductLoops.Work::sum).toList();
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
                outputs.set(outputs.size() - 1, last.and(start, width, node.size()));
            } else {
                outputs.add(new ContiguousOutputs(out, List.of(), rowOffset, 0, 0).and(start, width, node.size()));
            }
        }
        return outputs;
    }

    /** Products with transposed matrices, one after the other: their operands are those of one sum. */
    KernelCall emit(Kernel.Chain kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = args(memory, stage);
        Args.Ref out = args.ref(kernel.result(), "out");
        Node first = kernel.nodes().get(0);
        Args.Ref start = first.inputs().size() == 3 ? args.ref(first.input(2), "start") : null;
        kernel.nodes().forEach(node -> args.ref(node.input(1), "x"));
        Pack pack = kernel.pack();
        int width = context.padded(kernel.result().size());
        String matrix = pack.byColumn()
                ? rows(args, pack, width, memory)
                : factors(args, pack, memory.factors(pack).field(), 0, width);
        ProductSum sum = new ProductSum(
                out,
                Optional.ofNullable(start),
                width,
                matrix,
                chainOperands(kernel, args, memory),
                kernel.isBlocked(),
                List.of());
        CodeBlock equation = documentation(
                matrices(kernel.nodes()), false, start != null, "w' * x" + (kernel.isBlocked() ? " by blocks" : ""));
        return call(
                stored.name("multiplyTransposed", matrices(kernel.nodes()), false),
                equation,
                args,
                rows,
                List.of(new ProductLoops.Work(sum, 0, kernel.result().size())));
    }

    /** One for each operand; those whose numbers and whose rows lie side by side are one. */
    private static List<ProductSum.Operand> chainOperands(Kernel.Chain kernel, Args args, Memory memory) {
        List<ProductSum.Operand> all = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            Parameter parameter = parameter(node, memory);
            int row = kernel.pack().byColumn()
                    ? memory.names().layout(kernel.pack()).transposedOffsetOf(parameter)
                    : 0;
            ProductSum.Operand next = new ProductSum.Operand(
                    args.ref(node.input(1)), row, node.input(1).size());
            ProductSum.Operand last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && last.continuedBy(next)) {
                all.set(all.size() - 1, last.and(next));
            } else {
                all.add(next);
            }
        }
        return all;
    }

    private CodeBlock lookUp(
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
