// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.Optional;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Stage;

/**
 * Softmax and its cross-entropy, from the same powers of e. They are shifted by the largest element, so that nothing
 * overflows.
 */
final class SoftmaxEmitter {
    private final KernelLibrary library;
    private final Numbers numbers;
    private final SingleEmitter singles;
    private final ExponentialEmitter exponentials;

    SoftmaxEmitter(KernelLibrary library, Numbers numbers, SingleEmitter singles) {
        this.library = library;
        this.numbers = numbers;
        this.singles = singles;
        this.exponentials = new ExponentialEmitter(numbers);
    }

    CodeBlock emit(Kernel.Softmax kernel, Memory memory, Stage.Kind stage, String rows) {
        Args args = new Args(memory, stage, numbers);
        Optional<Args.Ref> probabilities = kernel.probabilities().map(node -> args.ref(node, "out"));
        kernel.losses().forEach(loss -> args.ref(loss, "loss"));
        Args.Ref x = args.ref(kernel.logits(), "x");
        int size = kernel.logits().size();
        Args.Ref powers = probabilities.orElseGet(() -> ExponentialEmitter.powers(args, numbers));
        CodeBlock.Builder body = CodeBlock.builder()
                .add(largest(size, x))
                .add(exponentials.of(size, powers, CodeBlock.of("$L - largest", x.at("j")), args))
                .addStatement("$T total = $L", numbers.type(), singles.sumOf(size, powers, singles.lanes(args)));
        kernel.losses().forEach(loss -> body.add(loss(loss, x, args)));
        probabilities.ifPresent(out -> body.beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement("$L = $L / total", out.at("j"), out.at("j"))
                .endControlFlow());
        String name = probabilities.isEmpty()
                ? "crossEntropy_"
                : kernel.losses().isEmpty() ? "softmax_" : "softmaxAndCrossEntropy_";
        String method = library.method(
                name + size, CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args.all()), body.build());
        return library.callForRows(method, args.all(), rows);
    }

    private CodeBlock largest(int size, Args.Ref x) {
        return CodeBlock.builder()
                .addStatement("$T largest = $L", numbers.type(), x.at("0"))
                .beginControlFlow("for (int j = 1; j < $L; j++)", size)
                .addStatement("largest = $T.max(largest, $L)", Math.class, x.at("j"))
                .endControlFlow()
                .build();
    }

    /** log(sum of exp(x - largest)) - (x[token] - largest): no large number is ever rounded. */
    private CodeBlock loss(Node loss, Args.Ref x, Args args) {
        String token = args.ref(loss.input(1), "token").array();
        return CodeBlock.of(
                "$L = $T.log(total) - ($L - largest);\n", args.ref(loss).at("0"), numbers.math(), x.at(token));
    }
}
