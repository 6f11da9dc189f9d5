// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;

/** A model drawn. */
public final class Drawing {
    private final Picture cell;

    private Drawing(Picture cell) {
        this.cell = cell;
    }

    /** What can be drawn. */
    public enum View {
        /** The dataflow of one step. */
        CELL,
        /** The layers from step to step. */
        UNROLLED
    }

    /** The pictures of {@code model}. */
    public static Drawing of(ModelSpec model) {
        MemoryPlan memory = MemoryPlan.of(model, new PlainTarget());
        return new Drawing(CellPicture.of(model, memory.plan().labels()));
    }

    /** As SVG. */
    public String svg(View view) {
        return Svg.draw(view == View.CELL ? LayeredLayout.place(cell) : StepLayout.place(UnrolledPicture.of(cell)));
    }

    /** In the language of Graphviz. */
    public String dot(View view) {
        return Dot.write(view == View.CELL ? cell : UnrolledPicture.of(cell).picture());
    }
}
