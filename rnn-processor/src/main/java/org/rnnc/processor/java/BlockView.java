// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import java.util.List;

/** A view of numbers as the logical matrix, or a part of one, that users know: an expression of type {@code Block}. */
@FunctionalInterface
public interface BlockView {
    CodeBlock code(ScalarType numbers);

    /**
     * Stored rows. Element (i, j) is {@code storage[first + j][offset + i]} if transposed, else {@code storage[first +
     * i][offset + j]}.
     */
    record Stored(CodeBlock storage, int first, int offset, int rows, int columns, boolean transposed)
            implements BlockView {
        @Override
        public CodeBlock code(ScalarType numbers) {
            return CodeBlock.of(
                    "new $T($L, $L, $L, $L, $L, $L)",
                    numbers.block(),
                    storage,
                    first,
                    offset,
                    rows,
                    columns,
                    transposed);
        }

        private Stored atBeginning() {
            return new Stored(storage, first, 0, rows, columns, transposed);
        }
    }

    /** The blocks of a tensor, as arguments: those of one shape that lie side by side are made by one call. */
    static CodeBlock arguments(ScalarType numbers, List<? extends BlockView> blocks) {
        List<Stored> stored = blocks.stream()
                .filter(Stored.class::isInstance)
                .map(Stored.class::cast)
                .toList();
        boolean sideBySide = blocks.size() > 1
                && stored.size() == blocks.size()
                && stored.stream().map(Stored::atBeginning).distinct().count() == 1
                && stored.get(0).first() == 0;
        if (!sideBySide) {
            return blocks.stream().map(block -> block.code(numbers)).collect(CodeBlock.joining(", "));
        }
        Stored like = stored.get(0);
        return CodeBlock.of(
                "$T.sideBySide($L, $L, $L, $L, $L)",
                numbers.block(),
                like.storage(),
                like.rows(),
                like.columns(),
                like.transposed(),
                stored.stream().map(block -> CodeBlock.of("$L", block.offset())).collect(CodeBlock.joining(", ")));
    }
}
