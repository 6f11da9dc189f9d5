// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.vector.ProductSum;
import org.rnnc.processor.java.kernel.vector.VectorProducts;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * The product of a step's input and that of its state, which goes on where the first ends, as one where there are vectors.
 * Over many steps the first of them is made for several at once; a single step has both, one after the other, and with
 * few units it waits for each sum more than it computes: it is 4 to 8 % of a step of 16 and 32 units.
 */
final class JoinedProducts {
    private final KernelLibrary library;
    private final ProductEmitter products;
    private final Optional<VectorProducts> vectors;

    JoinedProducts(EmissionContext context, ProductEmitter products) {
        this.library = context.library();
        this.products = products;
        this.vectors = context.vectors().map(vectorLibrary -> new VectorProducts(context, vectorLibrary));
    }

    /** All work of a single step, by {@code emitter} but for what is joined. */
    List<KernelEmitter.Work> emit(Program step, Memory memory, KernelEmitter emitter) {
        List<KernelEmitter.Work> all = new ArrayList<>();
        List<Stage> stages = new ArrayList<>(step.forward());
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Optional<KernelEmitter.Work> joined =
                    i + 1 < stages.size() ? join(stage, stages.get(i + 1), step, memory) : Optional.empty();
            if (joined.isPresent()) {
                List<Kernel> kernels = stage.kernels();
                stage = stage.part(0, kernels.size() - 1);
                Stage next = stages.get(i + 1);
                stages.set(i + 1, next.part(1, next.kernels().size()));
            }
            all.addAll(emitter.emit(stage, memory));
            joined.ifPresent(all::add);
        }
        return all;
    }

    /** The last kernel of a stage and the first of the next, if both are products that can be one. */
    private Optional<KernelEmitter.Work> join(Stage stage, Stage next, Program step, Memory memory) {
        List<Kernel> kernels = stage.kernels();
        return !kernels.isEmpty()
                        && !next.kernels().isEmpty()
                        && kernels.get(kernels.size() - 1) instanceof Kernel.Products first
                        && next.kernels().get(0) instanceof Kernel.Products second
                        && isProduct(first)
                        && isProduct(second)
                        && goesOn(first, second, step)
                ? join(first, second, memory, next.kind())
                : Optional.empty();
    }

    private boolean isProduct(Kernel.Products kernel) {
        return vectors.isPresent()
                && !kernel.isLookup()
                && kernel.nodes().get(0).domain().isPerStep();
    }

    /** Whether the second goes on from results of the first, and nothing else reads those. */
    private static boolean goesOn(Kernel.Products first, Kernel.Products second, Program step) {
        Set<Node> begin = second.nodes().stream()
                .filter(node -> node.inputs().size() == 3)
                .map(node -> node.input(2))
                .filter(first.nodes()::contains)
                .collect(Collectors.toSet());
        return !begin.isEmpty()
                && begin.stream().noneMatch(step.roots()::contains)
                && !begin.contains(Views.seen(second.operand()))
                && step.forward().stream()
                        .flatMap(stage -> stage.kernels().stream())
                        .filter(kernel -> kernel != second)
                        .flatMap(kernel -> kernel.inputs().stream())
                        .map(Views::seen)
                        .noneMatch(begin::contains);
    }

    /** Nothing if they are too long, or if their results do not lie side by side. */
    private Optional<KernelEmitter.Work> join(
            Kernel.Products first, Kernel.Products second, Memory memory, Stage.Kind stage) {
        Args args = products.args(memory, stage);
        List<ProductLoops.Work> firstWork = products.work(first, args, memory);
        List<ProductLoops.Work> secondWork = products.work(second, args, memory);
        if (firstWork.size() != 1 || secondWork.size() != 1) {
            return Optional.empty();
        }
        ProductSum firstSum = firstWork.get(0).sum();
        ProductSum secondSum = secondWork.get(0).sum();
        if (!vectors.orElseThrow().fit(firstSum, secondSum)) {
            return Optional.empty();
        }
        CodeBlock calls = CodeBlock.of("$L$L", call(first, args, memory, stage), call(second, args, memory, stage));
        String method = library.method(
                products.name(first) + "And" + products.name(second).replaceFirst("multiply_", ""),
                Comments.javadoc(List.of(equation(firstSum), equation(secondSum))),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                calls);
        vectors.orElseThrow().overrideTwo(method, args.all(), firstSum, secondSum, calls);
        return Optional.of(new KernelEmitter.Work(
                List.of(first, second),
                args.call(method, args.all().stream().map(Arg::passed).toList())));
    }

    private static String equation(ProductSum sum) {
        String start = sum.copies().isEmpty()
                ? sum.start().map(Args.Ref::array).orElse("")
                : sum.copies().stream()
                        .map(copy -> copy.from().array())
                        .distinct()
                        .collect(Collectors.joining(" | ", "(", ")"));
        return sum.out().array() + " = " + (start.isEmpty() ? "" : start + " + ") + "w * "
                + sum.operands().get(0).x().array() + ", w: " + sum.panels();
    }

    /** A call of one of them, from where both are. */
    private CodeBlock call(Kernel.Products product, Args both, Memory memory, Stage.Kind stage) {
        Args own = products.args(memory, stage);
        String method = products.method(product, own, memory);
        return CodeBlock.of("$L($L);\n", method, Expression.arguments(both.adopt(own)));
    }
}
