// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Planner;

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
        Plan plan = Planner.asWritten(model, new PlainTarget().budget());
        return new Drawing(CellPicture.of(model, plan.labels()));
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
