// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.TypeSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Stored;

/** The arrays of a window's matrices: gradients, and what is made of parameters element by element. */
final class MatrixFields {
    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final WeightOrder order;

    MatrixFields(EmissionContext context, WeightOrder order, Program program) {
        this.plan = context.plan();
        this.program = program;
        this.names = context.names();
        this.order = order;
    }

    void addTo(TypeSpec.Builder type) {
        Set<PackRef> all = new LinkedHashSet<>();
        plan.packs().withGradients().forEach(pack -> all.add(names.gradient(pack)));
        program.live().stream()
                .filter(node -> node.isMatrix() && node.op() instanceof Op.Mask)
                .forEach(node -> all.add(of(node)));
        Stream.concat(program.forward().stream(), program.backward().stream())
                .flatMap(stage -> stage.kernels().stream())
                .forEach(kernel -> add(all, kernel));
        all.forEach(numbers -> type.addFields(order.fields(numbers)));
        type.addFields(order.windowFields());
    }

    private void add(Set<PackRef> all, Kernel kernel) {
        if (kernel instanceof Kernel.Gradients gradients) {
            gradients.nodes().forEach(node -> all.add(of(node)));
        } else if (kernel instanceof Kernel.Elementwise elementwise) {
            elementwise.outputs().stream().filter(Node::isMatrix).forEach(node -> all.add(of(node)));
        }
    }

    /** What a matrix of the window is a member of; none of them is a parameter. */
    private PackRef of(Node matrix) {
        Stored stored = plan.packs().stored(matrix);
        return stored.isGradient() ? names.gradient(stored.pack()) : names.factors(stored.pack(), "");
    }
}
