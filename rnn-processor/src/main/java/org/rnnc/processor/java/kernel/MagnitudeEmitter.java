// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.schedule.Stage;

/** Sums of squares and of absolute values of whole matrices: in the model's precision within an array, then in double. */
final class MagnitudeEmitter {
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final ReductionEmitter singles;

    MagnitudeEmitter(EmissionContext context, ReductionEmitter singles) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.singles = singles;
    }

    KernelCall emit(Node node, Op.Magnitude magnitude, Memory memory) {
        Node matrix = node.input(0);
        PackRef factors = memory.matrix(matrix);
        int length = factors.pack().length(memory.parameterOf(matrix));
        Args args = new Args(memory, Stage.Kind.ONCE, numbers);
        Args.Ref out = args.ref(node, "out");
        String arrays = args.shared("matrix", numbers.rows(), factors.field());
        String lanes = args.lanes();
        Index offset = Index.of(factors.layout().offsetOf(memory.parameterOf(matrix)));
        String first = args.shared("first", TypeName.INT, offset);
        String sum = magnitude.squared()
                ? singles.dotMethod(length) + "(array, " + first + ", array, " + first + ", " + lanes + ")"
                : singles.absoluteMethod(length) + "(array, " + first + ", " + lanes + ")";
        CodeBlock body = CodeBlock.builder()
                .addStatement("double total = 0")
                .beginControlFlow("for ($T array : $L)", numbers.row(), arrays)
                .addStatement("total += $L", sum)
                .endControlFlow()
                .addStatement("$L = $Ltotal", out.at(0), numbers == ScalarType.FLOAT ? "(float) " : "")
                .build();
        String method = library.method(
                magnitude.squared() ? "sumOfSquares" : "sumOfAbsoluteValues",
                Comments.javadoc("out = the sum of " + (magnitude.squared() ? "squares" : "absolute values")
                        + " of all elements of the matrix"),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
        return library.callForRows(method, args, Count.ONE);
    }
}
