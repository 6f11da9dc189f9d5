// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.schedule.kernel.KernelBudget;
import org.rnnc.processor.schedule.pack.Pack;

/** Loops in plain Java, for C2 to vectorise: rows are arrays of their own, of a length without a tail. */
public final class PlainTarget implements Target {
    private final KernelBudget budget = new LoopBudget();

    @Override
    public String name() {
        return "Plain";
    }

    @Override
    public KernelBudget budget() {
        return budget;
    }

    @Override
    public int padded(int size) {
        return Padding.of(size);
    }

    @Override
    public PackLayout layout(Pack pack) {
        List<Integer> offsets = new ArrayList<>();
        int width = 0;
        for (Parameter member : pack.parameters()) {
            offsets.add(width);
            width += padded(pack.length(member));
        }
        return new PackLayout(pack, offsets, pack.vectors(), width);
    }
}
