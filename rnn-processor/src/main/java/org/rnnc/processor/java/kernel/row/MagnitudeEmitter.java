// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Stage;

/** Sums of squares and of absolute values of whole matrices: in the model's precision within a vector, then in double. */
final class MagnitudeEmitter {
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final WeightOrder weights;
    private final ReductionEmitter singles;

    MagnitudeEmitter(EmissionContext context, WeightOrder weights, ReductionEmitter singles) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.weights = weights;
        this.singles = singles;
    }

    KernelCall emit(Node node, Op.Magnitude magnitude, Memory memory) {
        Parameter member = memory.parameterOf(node.input(0));
        Args args = new Args(memory, Stage.Kind.ONCE, numbers);
        Args.Ref out = args.ref(node, "out");
        PackRef factors = memory.matrix(node.input(0));
        PackRef matrix = args.pack("matrix", factors, weights.type(factors));
        String lanes = args.lanes();
        KernelCall sums = weights.eachVector(
                matrix,
                member,
                "array",
                (vector, first) -> CodeBlock.of(
                        "total += $L;\n",
                        sum(
                                magnitude,
                                matrix.pack().length(member),
                                vector,
                                args.first(new Args.Ref("array", first)),
                                lanes)));
        args.need(sums.scratch());
        CodeBlock body = CodeBlock.builder()
                .addStatement("double total = 0")
                .add(sums.code())
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

    private CodeBlock sum(Op.Magnitude magnitude, int length, Expression vector, String first, String lanes) {
        return magnitude.squared()
                ? CodeBlock.of("$L($L, $L, $L, $L, $L)", singles.dotMethod(length), vector, first, vector, first, lanes)
                : CodeBlock.of("$L($L, $L, $L)", singles.absoluteMethod(length), vector, first, lanes);
    }
}
