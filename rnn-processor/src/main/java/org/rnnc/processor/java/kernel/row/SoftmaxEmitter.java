// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * Softmax, its logarithms and its cross-entropy, from the same powers of e. They are shifted by the largest element, so that nothing
 * overflows.
 */
final class SoftmaxEmitter {
    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final ReductionEmitter singles;
    private final ExponentialEmitter exponentials;

    SoftmaxEmitter(EmissionContext context, ReductionEmitter singles) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
        this.singles = singles;
        this.exponentials = new ExponentialEmitter(context);
    }

    KernelCall emit(Kernel.Softmax kernel, Memory memory, Stage.Kind stage, Count rows) {
        Args args = new Args(memory, stage, numbers);
        Optional<Args.Ref> probabilities = kernel.probabilities().map(node -> args.ref(node, "out"));
        Optional<Args.Ref> logarithms = kernel.logarithms().map(node -> args.ref(node, "logarithms"));
        kernel.losses().forEach(loss -> args.ref(loss, "loss"));
        Args.Ref x = args.ref(kernel.logits(), "x");
        int size = kernel.logits().size();
        Args.Ref powers = probabilities.orElseGet(() -> args.powers(context.padded(size)));
        CodeBlock.Builder body = CodeBlock.builder()
                .add(largest(size, x))
                .add(exponentials.decay(size, powers, CodeBlock.of("$L - largest", x.at("j")), args))
                .addStatement(
                        "$T total = $L($L, $L, $L)",
                        numbers.type(),
                        singles.sumMethod(size),
                        powers.array(),
                        powers.offset(),
                        args.lanes());
        kernel.losses().forEach(loss -> body.add(loss(loss, x, args)));
        logarithms.ifPresent(out -> body.add(logarithms(size, out, x)));
        probabilities.ifPresent(out -> body.beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement("$L = $L / total", out.at("j"), out.at("j"))
                .endControlFlow());
        String method = library.method(
                name(kernel) + "_" + size,
                Comments.javadoc(equation(kernel)),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body.build());
        return library.callForRows(method, args, rows);
    }

    private static String equation(Kernel.Softmax kernel) {
        List<String> made = new ArrayList<>();
        kernel.probabilities().ifPresent(node -> made.add("out = softmax(x)"));
        kernel.logarithms().ifPresent(node -> made.add("logarithms = log(softmax(x))"));
        kernel.losses().forEach(node -> made.add("loss = -log(softmax(x)[token])"));
        return String.join("; ", made) + (made.size() > 1 ? "; of the same powers of e" : "");
    }

    private static String name(Kernel.Softmax kernel) {
        List<String> made = new ArrayList<>();
        kernel.probabilities().ifPresent(node -> made.add("softmax"));
        kernel.logarithms().ifPresent(node -> made.add("logSoftmax"));
        if (!kernel.losses().isEmpty()) {
            made.add("crossEntropy");
        }
        return made.get(0)
                + made.stream()
                        .skip(1)
                        .map(part -> "And" + FieldNames.upper(part))
                        .collect(Collectors.joining());
    }

    /** (x - largest) - log(sum of exp(x - largest)): also right where the power of e is zero. */
    private CodeBlock logarithms(int size, Args.Ref out, Args.Ref x) {
        return CodeBlock.builder()
                .addStatement("$T logarithm = $T.log(total)", numbers.type(), numbers.math())
                .beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement("$L = ($L - largest) - logarithm", out.at("j"), x.at("j"))
                .endControlFlow()
                .build();
    }

    private CodeBlock largest(int size, Args.Ref x) {
        return CodeBlock.builder()
                .addStatement("$T largest = $L", numbers.type(), x.at(0))
                .beginControlFlow("for (int j = 1; j < $L; j++)", size)
                .addStatement("largest = $T.max(largest, $L)", Math.class, x.at("j"))
                .endControlFlow()
                .build();
    }

    /** log(sum of exp(x - largest)) - (x[token] - largest): no large number is ever rounded. */
    private CodeBlock loss(Node loss, Args.Ref x, Args args) {
        String token = args.ref(loss.input(1), "token").array();
        return CodeBlock.of(
                "$L = $T.log(total) - ($L - largest);\n", args.ref(loss).at(0), numbers.math(), x.at(token));
    }
}
