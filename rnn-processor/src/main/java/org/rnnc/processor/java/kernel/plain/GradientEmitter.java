// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.RowSweep;
import org.rnnc.processor.java.kernel.StoredMatrices;
import org.rnnc.processor.java.kernel.vector.VectorGradients;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** Gradients of matrices: sums of outer products over all steps and sequences, in the layout of their parameters. */
final class GradientEmitter {
    private final EmissionContext context;
    private final KernelLibrary library;
    private final OuterProducts products;
    private final ScalarType numbers;
    private final Plan plan;
    private final FieldNames names;
    private final TouchedRows touched;
    private final Optional<VectorGradients> vectors;

    GradientEmitter(EmissionContext context, CombineEmitter combine) {
        this.context = context;
        this.library = context.library();
        this.products = new OuterProducts(context, combine);
        this.numbers = context.numbers();
        this.plan = context.plan();
        this.names = context.names();
        this.touched = new TouchedRows(context);
        this.vectors = context.vectors().map(library -> new VectorGradients(library, numbers));
    }

    KernelCall emit(Kernel.Gradients kernel, Memory memory) {
        Node sample = kernel.nodes().get(0);
        Stage.Kind kind =
                Stage.Kind.of(sample.input(0).domain().widest(sample.input(1).domain()));
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        String gradient = args.shared(
                "gradient", numbers.rows(), names.gradient(kernel.pack()).field());
        List<ContiguousAdjoints> adjoints = adjoints(kernel, args);
        RowSweep sweep = memory.extent().sweep(kind);
        CodeBlock body = kernel.isScatter()
                ? scatter(kernel, args, adjoints, gradient, sweep)
                : outer(kernel, args, adjoints, gradient, sweep, memory.extent().fullRows(kind));
        String name = new StoredMatrices(context)
                .name("gradient", kernel.nodes(), kernel.pack().byColumn());
        String method =
                library.method(name, equation(kernel), TypeName.VOID, KernelLibrary.parameters(args.all()), body);
        if (!kernel.isScatter()) {
            vectors.ifPresent(some -> override(some, method, kernel, args, gradient, adjoints, sweep));
        }
        return library.callForRows(method, args, Count.ONE);
    }

    private void override(
            VectorGradients some,
            String method,
            Kernel.Gradients kernel,
            Args args,
            String gradient,
            List<ContiguousAdjoints> adjoints,
            RowSweep sweep) {
        Node choosing = kernel.nodes().get(0).input(choosing(kernel));
        RowsRef factor = args.locate(choosing);
        if (factor.isEach() && adjoints.stream().noneMatch(ContiguousAdjoints::once)) {
            some.override(
                    method,
                    KernelLibrary.parameters(args.all()),
                    gradient,
                    choosing.size(),
                    new Args.Ref(args.rowsOf(choosing, "x"), factor.offset()),
                    adjoints.stream()
                            .map(one -> new VectorGradients.Columns(
                                    new Args.Ref(one.rows(), one.rowOffset()),
                                    one.outOffset(),
                                    one.width(),
                                    one.continues()))
                            .toList(),
                    sweep);
        }
    }

    private static CodeBlock equation(Kernel.Gradients kernel) {
        String matrices =
                kernel.nodes().size() == 1 ? "" : ", " + kernel.nodes().size() + " matrices side by side";
        return Comments.javadoc((kernel.isScatter()
                        ? "gradient[token] = the sum of d over all rows with that token"
                        : "gradient = the sum of d * x' over all rows")
                + matrices);
    }

    /** The operand whose elements choose the array of the gradient; the other adjoints along the arrays. */
    private static int choosing(Kernel.Gradients kernel) {
        return kernel.isScatter() || kernel.pack().byColumn() ? 1 : 0;
    }

    private List<ContiguousAdjoints> adjoints(Kernel.Gradients kernel, Args args) {
        List<ContiguousAdjoints> adjoints = new ArrayList<>();
        Pack pack = kernel.pack();
        for (Node node : kernel.nodes()) {
            if (liesAcross(kernel, node)) {
                continue;
            }
            Node along = node.input(1 - choosing(kernel));
            RowsRef location = args.locate(along);
            int width = context.padded(along.size());
            int outOffset = offset(pack, node);
            boolean continues = node.inputs().size() == 3;
            ContiguousAdjoints adjoint = new ContiguousAdjoints(
                    args.rowsOf(along, "d"), !location.isEach(), outOffset, location.offset(), width, continues);
            ContiguousAdjoints last = adjoints.isEmpty() ? null : adjoints.get(adjoints.size() - 1);
            if (last != null && last.continuedBy(adjoint)) {
                adjoints.set(adjoints.size() - 1, last.and(adjoint));
            } else {
                adjoints.add(adjoint);
            }
        }
        return adjoints;
    }

    private CodeBlock outer(
            Kernel.Gradients kernel,
            Args args,
            List<ContiguousAdjoints> adjoints,
            String gradient,
            RowSweep sweep,
            int rows) {
        Node choosing = kernel.nodes().get(0).input(choosing(kernel));
        RowsRef factor = args.locate(choosing);
        String factors = args.rowsOf(choosing, "x");
        CodeBlock.Builder body = CodeBlock.builder();
        for (ContiguousAdjoints adjoint : adjoints) {
            String method = products.method(adjoint, choosing.size(), factor, sweep, rows);
            body.addStatement("$L(rows, $L, $L, $L, $L)", method, gradient, adjoint.rows(), factors, choosing.size());
        }
        return body.build();
    }

    /** Whether what a token gets is one element of each array, and not one array: a row of a matrix kept by columns. */
    private static boolean liesAcross(Kernel.Gradients kernel, Node node) {
        return node.op() instanceof Op.Scatter scatter
                && scatter.row()
                && kernel.pack().byColumn();
    }

    private CodeBlock scatter(
            Kernel.Gradients kernel, Args args, List<ContiguousAdjoints> adjoints, String gradient, RowSweep sweep) {
        Node token = kernel.nodes().get(0).input(1);
        String tokens = args.shared("tokens", intArray(), args.locate(token).field());
        List<Node> across =
                kernel.nodes().stream().filter(node -> liesAcross(kernel, node)).toList();
        boolean sparse = touched.has(kernel.pack());
        CodeBlock.Builder body = CodeBlock.builder();
        if (!sparse) {
            body.add(zeros(kernel, adjoints, across, gradient));
        }
        body.beginControlFlow(sweep.head("row", 0, "rows"));
        if (sparse) {
            String set = args.shared("touched", TouchedRows.TYPE, touched.of(kernel.pack()));
            body.addStatement("$L.set($L[row])", set, tokens);
        }
        for (ContiguousAdjoints adjoint : adjoints) {
            body.addStatement(
                    "$L($L[$L[row]], $L[$L])",
                    addTo(adjoint),
                    gradient,
                    tokens,
                    adjoint.rows(),
                    adjoint.once() ? "0" : "row");
        }
        for (Node node : across) {
            RowsRef d = args.locate(node.input(0));
            body.addStatement(
                    "$L($L, $L[row], $L[$L])",
                    addAcross(node.input(0).size(), offset(kernel.pack(), node), d.offset()),
                    gradient,
                    tokens,
                    args.rowsOf(node.input(0), "d"),
                    d.isEach() ? "row" : "0");
        }
        return body.endControlFlow().build();
    }

    /** Zeros where a sum begins. */
    private CodeBlock zeros(
            Kernel.Gradients kernel, List<ContiguousAdjoints> adjoints, List<Node> across, String gradient) {
        CodeBlock.Builder begin = CodeBlock.builder();
        adjoints.stream()
                .filter(adjoint -> !adjoint.continues())
                .forEach(adjoint -> begin.add(zeros(adjoint.outOffset(), adjoint.width())));
        across.stream()
                .filter(node -> node.inputs().size() < 3)
                .forEach(node -> begin.add(
                        zeros(offset(kernel.pack(), node), node.matrix().rows())));
        if (begin.isEmpty()) {
            return begin.build();
        }
        return CodeBlock.builder()
                .beginControlFlow("for ($T out : $L)", numbers.row(), gradient)
                .add(begin.build())
                .endControlFlow()
                .build();
    }

    private int offset(Pack pack, Node node) {
        return names.layout(pack).offsetOf(plan.packs().ownerOf(node).orElseThrow());
    }

    private CodeBlock zeros(int offset, int width) {
        return CodeBlock.of(
                "$T.fill(out, $L, $L, $L);\n", java.util.Arrays.class, offset, offset + width, numbers.literal(0));
    }

    /** Adds an element to each array, at the token's place. */
    private String addAcross(int size, int offset, int dOffset) {
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(numbers.rows(), "gradient"),
                KernelLibrary.parameter(TypeName.INT, "token"),
                KernelLibrary.parameter(numbers.row(), "d"));
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement(
                        "gradient[j][$L] += $L", Index.of("token").plus(offset), new Args.Ref("d", dOffset).at("j"))
                .endControlFlow()
                .build();
        return library.method(
                "addAcross_" + size,
                Comments.javadoc("gradient[j][token] = gradient[j][token] + d[j]"),
                TypeName.VOID,
                parameters,
                body);
    }

    private static com.palantir.javapoet.TypeName intArray() {
        return com.palantir.javapoet.ArrayTypeName.of(TypeName.INT);
    }

    private String addTo(ContiguousAdjoints adjoint) {
        Args.Ref out = new Args.Ref("out", adjoint.outOffset());
        Args.Ref d = new Args.Ref("d", adjoint.rowOffset());
        List<ParameterSpec> parameters =
                List.of(KernelLibrary.parameter(numbers.row(), "out"), KernelLibrary.parameter(numbers.row(), "d"));
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", adjoint.width())
                .addStatement("$L += $L", out.at("j"), d.at("j"))
                .endControlFlow()
                .build();
        return library.method(
                "add_" + adjoint.width(), Comments.javadoc("out = out + d"), TypeName.VOID, parameters, body);
    }
}
