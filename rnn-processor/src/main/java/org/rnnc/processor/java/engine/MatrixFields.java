// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.TouchedRows;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.Stored;

/** The arrays of a window's matrices: gradients, and what is made of parameters element by element. */
final class MatrixFields {
    private final EmissionContext context;
    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;

    /** Arrays of a pack's layout. */
    private record Arrays(String name, int count, int width) {}

    MatrixFields(EmissionContext context, Program program) {
        this.context = context;
        this.plan = context.plan();
        this.program = program;
        this.names = context.names();
        this.numbers = context.numbers();
    }

    void addTo(TypeSpec.Builder type) {
        Set<Arrays> all = new LinkedHashSet<>();
        for (Pack pack : plan.packs().withGradients()) {
            PackLayout layout = names.layout(pack);
            all.add(new Arrays(names.of(pack, "gradient"), layout.arrays(), layout.width()));
        }
        program.live().stream()
                .filter(node -> node.isMatrix() && node.op() instanceof Op.Mask)
                .forEach(node -> add(all, node));
        Stream.concat(program.forward().stream(), program.backward().stream())
                .flatMap(stage -> stage.kernels().stream())
                .forEach(kernel -> add(all, kernel));
        for (Arrays arrays : all) {
            type.addField(FieldSpec.builder(numbers.rows(), arrays.name(), Modifier.FINAL)
                    .initializer(
                            "$T.$L($L, $L)",
                            ClassName.get(RuntimePackages.GENERATED, "Rows"),
                            numbers.plural(),
                            arrays.count(),
                            arrays.width())
                    .build());
        }
        new TouchedRows(context).addTo(type);
    }

    private void add(Set<Arrays> all, Kernel kernel) {
        if (kernel instanceof Kernel.Gradients gradients) {
            gradients.nodes().forEach(node -> add(all, node));
        } else if (kernel instanceof Kernel.Elementwise elementwise) {
            elementwise.outputs().stream().filter(Node::isMatrix).forEach(node -> add(all, node));
        }
    }

    private void add(Set<Arrays> all, Node matrix) {
        Stored stored = plan.packs().stored(matrix);
        String name = stored.isGradient() ? names.of(stored.pack(), "gradient") : names.of(stored.pack());
        PackLayout layout = names.layout(stored.pack());
        all.add(new Arrays(name, layout.arrays(), layout.width()));
        if (stored.pack().mirrored() && !stored.isGradient()) {
            all.add(new Arrays(names.mirror(stored.pack()), layout.mirrorRows(), names.padded(layout.arrays())));
        }
    }
}
