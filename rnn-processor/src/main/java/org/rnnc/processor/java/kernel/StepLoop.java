// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;

/**
 * The text of a loop that calls a method for each step.
 *
 * @param step that method
 * @param rising whether it begins with step 0, else with the last
 * @param steps how many there are
 */
public record StepLoop(String step, boolean rising, Count steps) {
    /** Over all steps, {@code chunk} of them written out at a time. */
    public CodeBlock inChunks(int chunk) {
        return head().add(chunk("", chunk, rising ? steps.toString() : "0"))
                .endControlFlow()
                .build();
    }

    /**
     * Over a few steps at a time, before which comes what these need; each step is told the first row of that.
     *
     * @param ahead the method for it, which is given the first row and how many they are
     * @param order the field that knows which rows a step has
     */
    public CodeBlock ahead(String ahead, FieldRef order, int chunk) {
        CodeBlock.Builder code = head();
        if (rising) {
            code.addStatement("int end = $L.ahead(t, $L, $L)", order, steps, Extent.ROWS_AHEAD)
                    .addStatement("int $L = $L.first(t)", Extent.BEGIN, order)
                    .addStatement("$1L($2L, $3L.first(end) - $2L)", ahead, Extent.BEGIN, order);
        } else {
            code.addStatement("int end = $L.aheadFalling(t, $L)", order, Extent.ROWS_AHEAD)
                    .addStatement("int $L = $L.first(end)", Extent.BEGIN, order)
                    .addStatement("$1L($2L, $3L.first(t + 1) - $2L)", ahead, Extent.BEGIN, order);
        }
        return code.beginControlFlow(rising ? "while (t < end)" : "while (t >= end)")
                .add(chunk(", " + Extent.BEGIN, chunk, "end"))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private CodeBlock.Builder head() {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for ($L; $L; )",
                        rising ? "int t = 0" : "int t = " + steps + " - 1",
                        rising ? "t < " + steps : "t >= 0");
    }

    /**
     * Several steps if there are so many left, else one.
     *
     * @param also what steps are given besides their number
     * @param end the first step behind the last one; of a loop that falls the last one itself
     */
    private CodeBlock chunk(String also, int chunk, String end) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (chunk > 1) {
            code.beginControlFlow(
                    "if ($L)", rising ? "t + " + chunk + " <= " + end : "t - " + (chunk - 1) + " >= " + end);
            for (int i = 0; i < chunk; i++) {
                code.addStatement("$L($L$L)", step, i == 0 ? "t" : (rising ? "t + " : "t - ") + i, also);
            }
            code.addStatement(rising ? "t += $L" : "t -= $L", chunk).nextControlFlow("else");
        }
        code.addStatement("$L(t$L)", step, also).addStatement(rising ? "t++" : "t--");
        return (chunk > 1 ? code.endControlFlow() : code).build();
    }
}
