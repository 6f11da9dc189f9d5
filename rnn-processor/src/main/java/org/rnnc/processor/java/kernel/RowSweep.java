// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import java.util.function.IntFunction;
import org.rnnc.processor.java.expression.Index;

/**
 * The order in which a sum takes up its rows. Sums of the forward pass rise; those of the backward pass fall, from the
 * last step to the first, as steps become known there: so a window that is computed again piece by piece, from its end,
 * can add up what whole ones do.
 */
public enum RowSweep {
    RISING("in rising order"),
    FALLING("from the last to the first");

    private final String words;

    RowSweep(String words) {
        this.words = words;
    }

    /** What a sum adds up in one go: {@code count} rows, of which number i is where {@code row} says. */
    @FunctionalInterface
    public interface Pass {
        CodeBlock over(int count, IntFunction<Index> row);
    }

    /**
     * Passes over all of the variable {@code rows} rows.
     *
     * @param most rows of a pass
     */
    public CodeBlock passes(int most, Pass pass) {
        return CodeBlock.builder()
                .addStatement("int row = $L", begin())
                .beginControlFlow("for (; $L; $L)", left(most), step(most))
                .add(pass.over(most, this::next))
                .endControlFlow()
                .beginControlFlow("for (; $L; $L)", left(1), step(1))
                .add(pass.over(1, this::next))
                .endControlFlow()
                .build();
    }

    /** Whether the variable {@code row} is still where {@link #passes} begin. */
    public String isFirst() {
        return "row == " + begin();
    }

    private String begin() {
        return this == RISING ? "0" : "rows";
    }

    /** The head of a loop over {@code row}, from {@code first} on and before {@code end}. */
    public String head(String row, Object first, Object end) {
        return this == RISING
                ? "for (int " + row + " = " + first + "; " + row + " < " + end + "; " + row + "++)"
                : "for (int " + row + " = " + end + " - 1; " + row + " >= " + first + "; " + row + "--)";
    }

    /** The head of a loop over blocks of at most {@code size} rows, from {@code first} on and before {@code end}. */
    public CodeBlock beginBlocks(int size) {
        return this == RISING
                ? CodeBlock.builder()
                        .beginControlFlow("for (int first = 0; first < rows; first += $L)", size)
                        .addStatement("int end = $T.min(rows, first + $L)", Math.class, size)
                        .build()
                : CodeBlock.builder()
                        .beginControlFlow("for (int end = rows; end > 0; end -= $L)", size)
                        .addStatement("int first = $T.max(0, end - $L)", Math.class, size)
                        .build();
    }

    /** Row number {@code i} of those that come next, by the variable {@code row}. */
    public Index next(int i) {
        return Index.of("row").plus(this == RISING ? i : -1 - i);
    }

    /** Whether {@code count} rows are left. */
    private String left(int count) {
        if (this == FALLING) {
            return count == 1 ? "row > 0" : "row >= " + count;
        }
        return count == 1 ? "row < rows" : "row + " + count + " <= rows";
    }

    private String step(int count) {
        String sign = this == RISING ? "+" : "-";
        return count == 1 ? "row" + sign + sign : "row " + sign + "= " + count;
    }

    @Override
    public String toString() {
        return words;
    }
}
