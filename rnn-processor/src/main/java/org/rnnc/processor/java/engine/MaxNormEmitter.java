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
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/** Which rows of matrices are scaled down to a norm after an update. */
final class MaxNormEmitter {
    private final Plan plan;
    private final FieldNames names;
    private final WeightOrder order;
    private final EmissionContext context;

    MaxNormEmitter(EmissionContext context, WeightOrder order) {
        this.plan = context.plan();
        this.names = context.names();
        this.order = order;
        this.context = context;
    }

    /** Matrices of one limit that lie side by side; {@code rows} of them all, padding between them included. */
    private record LimitedRows(Pack pack, int offset, int rows, double limit) {
        int end(EmissionContext context) {
            return offset + context.padded(rows);
        }
    }

    private List<LimitedRows> limited() {
        List<LimitedRows> limited = new ArrayList<>();
        for (Pack pack : plan.packs().all()) {
            for (Parameter parameter : pack.parameters()) {
                Double limit = plan.model().training().parameters().maxNorms().get(parameter.index());
                // What the loss does not depend on is not updated, and stays as it is.
                if (limit != null && plan.gradients().parameters().containsKey(parameter)) {
                    int rows = ((Shape.Matrix) parameter.shape()).rows();
                    add(new LimitedRows(pack, names.layout(pack).offsetOf(parameter), rows, limit), limited);
                }
            }
        }
        return limited;
    }

    private void add(LimitedRows next, List<LimitedRows> limited) {
        LimitedRows last = limited.isEmpty() ? null : limited.get(limited.size() - 1);
        if (last != null
                && last.pack() == next.pack()
                && last.limit() == next.limit()
                && last.end(context) == next.offset()) {
            int rows = next.offset() - last.offset() + next.rows();
            limited.set(limited.size() - 1, new LimitedRows(last.pack(), last.offset(), rows, last.limit()));
        } else {
            limited.add(next);
        }
    }

    /** A call for all that lies side by side. */
    List<KernelCall> emit() {
        return limited().stream()
                .map(rows -> order.limitRows(
                        names.factors(rows.pack(), "weights"), rows.offset(), rows.rows(), rows.limit()))
                .toList();
    }
}
