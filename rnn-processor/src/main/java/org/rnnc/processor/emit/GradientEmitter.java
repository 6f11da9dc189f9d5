// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Pack;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Stage;

/** Gradients of matrices: sums of outer products over all steps and sequences, in the layout of their parameters. */
final class GradientEmitter {
    private final KernelLibrary library;
    private final CombineEmitter combine;
    private final Numbers numbers;
    private final Plan plan;

    GradientEmitter(KernelLibrary library, CombineEmitter combine, Numbers numbers, Plan plan) {
        this.library = library;
        this.combine = combine;
        this.numbers = numbers;
        this.plan = plan;
    }

    /** Neighbouring adjoints whose gradients are neighbours. */
    private record Run(String rows, int outOffset, int rowOffset, int width, boolean continues) {
        boolean continuedBy(Run next) {
            return rows.equals(next.rows)
                    && next.outOffset == outOffset + width
                    && next.rowOffset == rowOffset + width
                    && next.continues == continues;
        }
    }

    CodeBlock emit(Kernel.Gradients kernel, Memory memory) {
        Node sample = kernel.nodes().get(0);
        Stage.Kind kind =
                Extent.stageOf(sample.input(0).domain().widest(sample.input(1).domain()));
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        String gradient = args.shared("gradient", numbers.rows(), memory.names().of(kernel.pack(), "gradient"));
        List<Run> runs = runs(kernel, args);
        CodeBlock body =
                kernel.isScatter() ? scatter(kernel, args, runs, gradient) : outer(kernel, args, runs, gradient);
        String name = FieldNames.identifier(
                "gradientOf" + FieldNames.upper(memory.names().of(kernel.pack())));
        String method =
                library.method(name, CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args.all()), body);
        return library.callForRows(method, args.all(), "1");
    }

    /** The operand whose elements choose the array of the gradient; the other runs along the arrays. */
    private static int choosing(Kernel.Gradients kernel) {
        return kernel.isScatter() || kernel.pack().byColumn() ? 1 : 0;
    }

    private List<Run> runs(Kernel.Gradients kernel, Args args) {
        List<Run> runs = new ArrayList<>();
        Pack pack = kernel.pack();
        int alignment = numbers == Numbers.FLOAT ? 16 : 8;
        for (Node node : kernel.nodes()) {
            Node along = node.input(1 - choosing(kernel));
            Locator.Location location = args.locate(along);
            int width = (along.size() + alignment - 1) / alignment * alignment;
            int outOffset = pack.offsetOf(plan.gradientOwner().get(node));
            boolean continues = node.inputs().size() == 3;
            Run run = new Run(args.rowsOf(along), outOffset, location.offset(), width, continues);
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.continuedBy(run)) {
                runs.set(
                        runs.size() - 1,
                        new Run(last.rows, last.outOffset, last.rowOffset, last.width + width, continues));
            } else {
                runs.add(run);
            }
        }
        return runs;
    }

    private CodeBlock outer(Kernel.Gradients kernel, Args args, List<Run> runs, String gradient) {
        Node choosing = kernel.nodes().get(0).input(choosing(kernel));
        Locator.Location factor = args.locate(choosing);
        String factors = args.rowsOf(choosing);
        CodeBlock.Builder body = CodeBlock.builder().beginControlFlow("for (int k = 0; k < $L; k++)", choosing.size());
        for (Run run : runs) {
            body.addStatement(
                    "$L($L[k], k, rows, $L, $L)", accumulate(run, factor.offset()), gradient, run.rows, factors);
        }
        return body.endControlFlow().build();
    }

    /** One array of a gradient: the rows d, each times element k of its row x. */
    private String accumulate(Run run, int offset) {
        String element = offset == 0 ? "k" : "k + " + offset;
        CodeBlock body = combine.passes(
                run.continues ? CombineEmitter.Begin.OUT : CombineEmitter.Begin.ZERO,
                new CombineEmitter.Stretch(run.outOffset, run.rowOffset, 0, run.width),
                "out",
                index -> "d[" + index + "]",
                index -> "x[" + index + "][" + element + "]");
        List<Arg> args = List.of(
                Arg.shared("out", numbers.row(), ""),
                Arg.shared("k", TypeName.INT, ""),
                Arg.shared("rows", TypeName.INT, ""),
                Arg.shared("d", numbers.rows(), ""),
                Arg.shared("x", numbers.rows(), ""));
        return library.method(
                "accumulate_" + run.width, CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args), body);
    }

    private CodeBlock scatter(Kernel.Gradients kernel, Args args, List<Run> runs, String gradient) {
        Node token = kernel.nodes().get(0).input(1);
        Locator.Location location = args.locate(token);
        String tokens = args.shared("tokens", intArray(), location.source());
        CodeBlock.Builder body = CodeBlock.builder();
        if (runs.stream().anyMatch(run -> !run.continues)) {
            body.beginControlFlow("for ($T out : $L)", numbers.row(), gradient);
            for (Run run : runs) {
                if (!run.continues) {
                    body.addStatement(
                            "$T.fill(out, $L, $L, $L)",
                            java.util.Arrays.class,
                            run.outOffset,
                            run.outOffset + run.width,
                            numbers.literal(0));
                }
            }
            body.endControlFlow();
        }
        body.beginControlFlow("for (int row = 0; row < rows; row++)");
        for (Run run : runs) {
            body.addStatement("$L($L[$L[row]], $L[row])", addTo(run), gradient, tokens, run.rows);
        }
        return body.endControlFlow().build();
    }

    private static com.palantir.javapoet.TypeName intArray() {
        return com.palantir.javapoet.ArrayTypeName.of(TypeName.INT);
    }

    private String addTo(Run run) {
        Args.Ref out = new Args.Ref("out", run.outOffset);
        Args.Ref d = new Args.Ref("d", run.rowOffset);
        List<Arg> args = List.of(Arg.shared("out", numbers.row(), ""), Arg.shared("d", numbers.row(), ""));
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", run.width)
                .addStatement("$L += $L", out.at("j"), d.at("j"))
                .endControlFlow()
                .build();
        return library.method(
                "add_" + run.width, CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args), body);
    }
}
