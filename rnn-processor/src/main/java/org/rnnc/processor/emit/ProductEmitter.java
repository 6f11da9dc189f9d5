// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Pack;
import org.rnnc.processor.plan.Padding;
import org.rnnc.processor.plan.Stage;

/** Products of matrices with vectors and look-ups of their columns, for one row of operands at a time. */
final class ProductEmitter {
    private final KernelLibrary library;
    private final CombineEmitter combine;
    private final Numbers numbers;

    ProductEmitter(KernelLibrary library, CombineEmitter combine, Numbers numbers) {
        this.library = library;
        this.combine = combine;
        this.numbers = numbers;
    }

    /** Neighbouring results whose weights and starts are neighbours too: one loop does them all. */
    private record Run(Args.Ref out, Args.Ref start, int rowOffset, int width) {
        boolean continuedBy(Args.Ref nextOut, Args.Ref nextStart, int nextRowOffset) {
            boolean sameStart = start == null
                    ? nextStart == null
                    : nextStart != null
                            && nextStart.array().equals(start.array())
                            && nextStart.offset() == start.offset() + width;
            return sameStart
                    && nextOut.array().equals(out.array())
                    && nextOut.offset() == out.offset() + width
                    && nextRowOffset == rowOffset + width;
        }

        CombineEmitter.Stretch stretch() {
            return new CombineEmitter.Stretch(out.offset(), rowOffset, start == null ? 0 : start.offset(), width);
        }

        CombineEmitter.Begin begin() {
            return start == null ? CombineEmitter.Begin.ZERO : CombineEmitter.Begin.START;
        }
    }

    CodeBlock emit(Kernel.Products kernel, Memory memory, Stage.Kind stage, String rows) {
        Args args = new Args(memory, stage, numbers);
        List<Run> runs = runs(kernel, args);
        Args.Ref operand = args.ref(kernel.operand(), kernel.isLookup() ? "token" : "x");
        String matrix = args.shared("w", numbers.rows(), memory.weights() + matrixField(kernel, memory));
        CodeBlock.Builder body = CodeBlock.builder();
        for (Run run : runs) {
            body.add(kernel.isLookup() ? lookup(run, operand, matrix) : product(kernel, run, operand, matrix));
        }
        String name = name(kernel);
        String method = library.method(
                name, documentation(kernel), TypeName.VOID, KernelLibrary.parameters(args.all()), body.build());
        return library.callForRows(method, args.all(), rows);
    }

    private List<Run> runs(Kernel.Products kernel, Args args) {
        List<Run> runs = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = node.inputs().size() == 3 ? args.ref(node.input(2), "start") : null;
            int rowOffset = readsMirror(kernel)
                    ? 0
                    : kernel.pack().offsetOf(parameter(node, kernel.pack()).index());
            int width = Padding.of(node.size());
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.continuedBy(out, start, rowOffset)) {
                runs.set(runs.size() - 1, new Run(last.out(), last.start(), last.rowOffset(), last.width() + width));
            } else {
                runs.add(new Run(out, start, rowOffset, width));
            }
        }
        return runs;
    }

    private CodeBlock product(Kernel.Products kernel, Run run, Args.Ref operand, String matrix) {
        return combine.passes(
                operands(kernel.nodes().get(0)),
                run.begin(),
                run.stretch(),
                run.out().array(),
                run.start() == null ? "" : run.start().array(),
                "k",
                index -> matrix + "[" + index + "]",
                index -> operand.at(index));
    }

    private CodeBlock lookup(Run run, Args.Ref token, String matrix) {
        String found = matrix + "[" + token.array() + "]";
        if (run.start() == null) {
            return CodeBlock.of(
                    "$T.arraycopy($L, $L, $L, $L, $L);\n",
                    System.class,
                    found,
                    run.rowOffset(),
                    run.out().array(),
                    run.out().offset(),
                    run.width());
        }
        return CodeBlock.of(
                "$L($L, $L, $L);\n",
                addRow(run.stretch()),
                run.out().array(),
                run.start().array(),
                found);
    }

    private String addRow(CombineEmitter.Stretch stretch) {
        Args.Ref out = new Args.Ref("out", stretch.outOffset());
        Args.Ref start = new Args.Ref("start", stretch.startOffset());
        Args.Ref found = new Args.Ref("w", stretch.rowOffset());
        List<Arg> args = List.of(
                Arg.shared("out", numbers.row(), ""),
                Arg.shared("start", numbers.row(), ""),
                Arg.shared("w", numbers.row(), ""));
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", stretch.width())
                .addStatement("$L = $L + $L", out.at("j"), start.at("j"), found.at("j"))
                .endControlFlow()
                .build();
        return library.method(
                "addRow_" + stretch.width(), CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args), body);
    }

    private static int operands(Node product) {
        Shape.Matrix shape = product.input(0).matrix();
        boolean transposed = product.op() instanceof Op.Product p && p.transposed();
        return transposed ? shape.rows() : shape.columns();
    }

    /** Whether the product wants the matrix in the order in which it is not kept. */
    private static boolean readsMirror(Kernel.Products kernel) {
        Op op = kernel.nodes().get(0).op();
        boolean wantsRows = op instanceof Op.Product product && product.transposed()
                || op instanceof Op.Lookup lookup && lookup.row();
        return wantsRows && kernel.pack().byColumn();
    }

    private static String matrixField(Kernel.Products kernel, Memory memory) {
        if (readsMirror(kernel)) {
            return memory.names().mirror(parameter(kernel.nodes().get(0), kernel.pack()));
        }
        return memory.names().of(kernel.pack());
    }

    private static Parameter parameter(Node node, Pack pack) {
        int index = ((Op.Parameter) node.input(0).op()).index();
        return pack.parameters().stream()
                .filter(p -> p.index() == index)
                .findFirst()
                .orElseThrow();
    }

    private static String name(Kernel.Products kernel) {
        Node first = kernel.nodes().get(0);
        StringBuilder name = new StringBuilder(kernel.isLookup() ? "lookUp" : "multiply");
        for (Node node : kernel.nodes()) {
            Parameter parameter = parameter(node, kernel.pack());
            name.append(node == first ? FieldNames.upper(parameter.layer()) : "");
            name.append(FieldNames.upper(parameter.name()));
        }
        if (first.op() instanceof Op.Product product && product.transposed()) {
            name.append("Transposed");
        }
        return FieldNames.identifier(name.toString());
    }

    private static CodeBlock documentation(Kernel.Products kernel) {
        CodeBlock.Builder text = CodeBlock.builder();
        for (Node node : kernel.nodes()) {
            boolean transposed = node.op() instanceof Op.Product product && product.transposed();
            text.add(
                    "$L$L $L$L $L",
                    text.isEmpty() ? "" : ", ",
                    parameter(node, kernel.pack()).qualifiedName(),
                    node.input(0).shape(),
                    transposed ? ", transposed," : "",
                    kernel.isLookup() ? "at a token" : "times a vector");
        }
        return text.add(".").build();
    }
}
