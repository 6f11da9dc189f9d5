// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.vector.VectorElementwise;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.naming.EquationPrinter;

/** Fused element-wise work: one loop, a local for each value. */
public final class ElementwiseEmitter {
    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final Labels labels;
    private final Optional<VectorElementwise> vectors;

    public ElementwiseEmitter(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
        this.labels = context.labels();
        this.vectors = VectorElementwise.of(context.vectors(), numbers);
    }

    public KernelCall emit(Kernel.Elementwise kernel, Memory memory, Stage.Kind stage, Count rows) {
        KernelCall all = KernelCall.of(CodeBlock.of(""));
        for (Kernel.Elementwise each : new ExponentialEmitter(context).parts(kernel, memory, stage)) {
            all = all.then(emit("", each, Args.ofElements(memory, stage, numbers), labels, rows));
        }
        return all;
    }

    /**
     * @param name of the kernel; empty for one after what it computes
     * @param args may hold some of the arguments already, under names of their own
     * @param words what the values are called
     */
    public KernelCall emit(String name, Kernel.Elementwise kernel, Args args, Labels words, Count rows) {
        return library.callForRows(method(name, kernel, args, words), args, rows);
    }

    /** The method for one row. */
    public String method(String name, Kernel.Elementwise kernel, Args args, Labels words) {
        return method(name, kernel, args, words, vectors);
    }

    private String method(
            String name, Kernel.Elementwise kernel, Args args, Labels words, Optional<VectorElementwise> vectors) {
        ExponentialEmitter exponentials = new ExponentialEmitter(context);
        if (exponentials.isAlone(kernel)) {
            CodeBlock body = exponentials.alone(kernel, args);
            String alone = add(
                    List.of(exponentials.name(kernel)), args, Comments.javadoc(exponentials.equation(kernel)), body);
            vectors.ifPresent(some -> some.override(
                    alone,
                    kernel,
                    context.padded(kernel.size()),
                    args,
                    node -> kernel.nodes().contains(node) ? "result" : "argument",
                    exponentials.first(kernel, args)));
            return alone;
        }
        KernelNames names = new KernelNames(kernel, words);
        CodeBlock body = new ElementwiseBody(kernel, args, names, words, context).write();
        CodeBlock equations = Comments.javadoc(new EquationPrinter(words).of(kernel));
        String method = add(name.isEmpty() ? wanted(kernel, names, args) : List.of(name), args, equations, body);
        vectors.ifPresent(some ->
                some.override(method, kernel, context.padded(kernel.size()), args, names::of, Optional.empty()));
        return method;
    }

    /** Whether the passes, put together, can be one over vectors. */
    boolean fits(Kernel.Elementwise together, Memory memory, Stage.Kind stage) {
        Args args = Args.ofElements(memory, stage, numbers);
        KernelNames names = new KernelNames(together, labels);
        return vectors.isPresent() && vectors.get().fits(together, context.padded(together.size()), args, names::of);
    }

    /**
     * Passes that follow each other as one method: over vectors it is one pass, in plain Java it calls theirs, since C2
     * would not make vectors of so long a loop.
     *
     * @param stored what others than the passes read, and so the only ones that are stored over vectors
     */
    KernelCall emit(
            List<Kernel.Elementwise> passes,
            Kernel.Elementwise together,
            List<Node> stored,
            Memory memory,
            Stage.Kind stage,
            Count rows) {
        Args args = Args.ofElements(memory, stage, numbers);
        KernelNames names = new KernelNames(together, labels);
        CodeBlock.Builder calls = CodeBlock.builder();
        String between = together.outputs().stream()
                .filter(node -> !stored.contains(node))
                .map(names::of)
                .collect(Collectors.joining(", "));
        if (!between.isEmpty()) {
            calls.add(Comments.line("between them, and read by nothing else: " + between));
        }
        ExponentialEmitter exponentials = new ExponentialEmitter(context);
        for (Kernel.Elementwise pass : passes) {
            for (Kernel.Elementwise part : exponentials.parts(pass, memory, stage)) {
                Args own = Args.ofElements(memory, stage, numbers);
                String method = method("", part, own, labels, Optional.empty());
                calls.addStatement("$L($L)", method, Expression.arguments(args.adopt(own)));
            }
        }
        CodeBlock equations = Comments.javadoc(new EquationPrinter(labels).of(together));
        String method = add(List.of(nameOfAll(together, names, args)), args, equations, calls.build());
        Kernel.Elementwise overVectors = new Kernel.Elementwise(together.size(), together.nodes(), stored);
        vectors.orElseThrow()
                .override(method, overVectors, context.padded(together.size()), args, names::of, Optional.empty());
        return library.callForRows(method, args, rows);
    }

    /** After the rows that are computed; of many of them, after the first and the last. */
    private static String nameOfAll(Kernel.Elementwise kernel, KernelNames names, Args args) {
        Map<RowsRef, List<Node>> rows = kernel.outputs().stream()
                .collect(Collectors.groupingBy(
                        output -> args.locate(output).whole(), LinkedHashMap::new, Collectors.toList()));
        List<String> each = rows.values().stream()
                .map(row -> FieldNames.upper(names.ofRow(row)))
                .toList();
        String all = each.size() <= 3 ? String.join("And", each) : each.get(0) + "To" + each.get(each.size() - 1);
        return "compute" + all + "_" + kernel.size();
    }

    private String add(List<String> wanted, Args args, CodeBlock equations, CodeBlock body) {
        return library.method(wanted, equations, TypeName.VOID, KernelLibrary.parameters(args.all()), body);
    }

    /** After what is computed last; with its layer where another kernel has that name. */
    private static List<String> wanted(Kernel.Elementwise kernel, KernelNames names, Args args) {
        Node last = kernel.outputs().get(kernel.outputs().size() - 1);
        List<Node> row = kernel.outputs().stream()
                .filter(output ->
                        args.locate(output).whole().equals(args.locate(last).whole()))
                .toList();
        String size = kernel.size() == 1 ? "" : "_" + kernel.size();
        return List.of(
                "compute" + FieldNames.upper(names.ofRow(row)) + size,
                "compute" + FieldNames.upper(names.inFull(row)) + size);
    }
}
