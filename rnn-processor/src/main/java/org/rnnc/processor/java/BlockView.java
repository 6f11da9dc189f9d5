// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
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

        private Stored at(int otherOffset) {
            return new Stored(storage, first, otherOffset, rows, columns, transposed);
        }
    }

    /** The blocks of a tensor, as arguments: those of one shape that lie side by side are made by one call. */
    static CodeBlock arguments(ScalarType numbers, List<? extends BlockView> blocks) {
        List<Integer> offsets = new ArrayList<>();
        for (BlockView block : blocks) {
            if (block instanceof Stored stored
                    && stored.first() == 0
                    && stored.at(0).equals(first(blocks))) {
                offsets.add(stored.offset());
            }
        }
        if (blocks.size() == 1 || offsets.size() < blocks.size()) {
            return blocks.stream().map(block -> block.code(numbers)).collect(CodeBlock.joining(", "));
        }
        Stored like = (Stored) blocks.get(0);
        return CodeBlock.of(
                "$T.sideBySide($L, $L, $L, $L, $L)",
                numbers.block(),
                like.storage(),
                like.rows(),
                like.columns(),
                like.transposed(),
                offsets.stream().map(offset -> CodeBlock.of("$L", offset)).collect(CodeBlock.joining(", ")));
    }

    private static BlockView first(List<? extends BlockView> blocks) {
        return blocks.get(0) instanceof Stored stored ? stored.at(0) : blocks.get(0);
    }
}
