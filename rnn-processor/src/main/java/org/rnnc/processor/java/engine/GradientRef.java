// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;

/** Where a parameter's gradient is kept: a matrix's in the order of a pack, a vector's among the window's values. */
sealed interface GradientRef {
    /** @param owner in whose place the gradient is: others may have the same */
    record OfMatrix(PackRef numbers, Parameter owner) implements GradientRef {
        @Override
        public int offset() {
            return numbers.layout().offsetOf(owner);
        }

        @Override
        public Object home() {
            return numbers;
        }
    }

    record OfVector(RowsRef rows) implements GradientRef {
        @Override
        public int offset() {
            return rows.offset();
        }

        @Override
        public Object home() {
            return rows.whole();
        }
    }

    static GradientRef of(Node gradient, Plan plan, Memory memory) {
        return plan.packs()
                .ownerOf(gradient)
                .<GradientRef>map(
                        owner -> new OfMatrix(memory.gradient(plan.packs().of(owner)), owner))
                .orElseGet(() -> new OfVector(memory.locate(gradient, Stage.Kind.ONCE)));
    }

    /** Where in its home it begins. */
    int offset();

    /** What it shares with its neighbours. */
    Object home();

    /** Whether {@code next} begins so far behind the beginning of this. */
    default boolean isBefore(GradientRef next, int distance) {
        return home().equals(next.home()) && offset() + distance == next.offset();
    }
}
