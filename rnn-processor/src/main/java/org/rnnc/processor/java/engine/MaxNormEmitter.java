// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.layout.Padding;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/** Which rows of matrices are scaled down to a norm after an update. */
final class MaxNormEmitter {
    private final Plan plan;
    private final FieldNames names;
    private final WeightOrder order;

    MaxNormEmitter(EmissionContext context, WeightOrder order) {
        this.plan = context.plan();
        this.names = context.names();
        this.order = order;
    }

    /** Matrices of one limit that lie side by side; {@code rows} of them all, padding between them included. */
    private record Stretch(Pack pack, int offset, int rows, double limit) {
        int end() {
            return offset + Padding.of(rows);
        }
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (Pack pack : plan.packs().all()) {
            for (Parameter parameter : pack.parameters()) {
                Double limit = plan.model().training().parameters().maxNorms().get(parameter.index());
                // What the loss does not depend on is not updated, and stays as it is.
                if (limit != null && plan.gradients().parameters().containsKey(parameter)) {
                    int rows = ((Shape.Matrix) parameter.shape()).rows();
                    add(new Stretch(pack, names.layout(pack).offsetOf(parameter), rows, limit), stretches);
                }
            }
        }
        return stretches;
    }

    private static void add(Stretch next, List<Stretch> stretches) {
        Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last != null && last.pack() == next.pack() && last.limit() == next.limit() && last.end() == next.offset()) {
            int rows = next.offset() - last.offset() + next.rows();
            stretches.set(stretches.size() - 1, new Stretch(last.pack(), last.offset(), rows, last.limit()));
        } else {
            stretches.add(next);
        }
    }

    /** A call for all that lies side by side. */
    List<KernelCall> emit() {
        return stretches().stream()
                .map(stretch -> order.limitRows(
                        names.factors(stretch.pack(), "weights"), stretch.offset(), stretch.rows(), stretch.limit()))
                .toList();
    }
}
