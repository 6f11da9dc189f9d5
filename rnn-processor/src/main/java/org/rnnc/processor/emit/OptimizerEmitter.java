// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Pack;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Stage;

/** Calls that update all parameters, in the layout they are stored in. */
final class OptimizerEmitter {
    private final Plan plan;
    private final FieldNames names;
    private final Memory memory;
    private final ElementwiseEmitter elementwise;

    OptimizerEmitter(Plan plan, FieldNames names, Memory memory, ElementwiseEmitter elementwise) {
        this.plan = plan;
        this.names = names;
        this.memory = memory;
        this.elementwise = elementwise;
    }

    /** Rows of parameters whose gradients lie in rows of the same order. */
    private record Stretch(Pack pack, int offset, Locator.Location gradient, int width) {}

    CodeBlock emit() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Pack pack : plan.packs()) {
            for (Stretch stretch : stretches(pack)) {
                code.add(update(stretch));
            }
        }
        return code.build();
    }

    private List<Stretch> stretches(Pack pack) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < pack.parameters().size(); i++) {
            Parameter parameter = pack.parameters().get(i);
            Node gradient = plan.parameterGradients().get(parameter.index());
            if (gradient == null) {
                continue;
            }
            int offset = pack.offsets().get(i);
            int end = i + 1 < pack.offsets().size() ? pack.offsets().get(i + 1) : pack.width();
            Stretch next = new Stretch(pack, offset, gradientOf(gradient), end - offset);
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null
                    && last.gradient().key().equals(next.gradient().key())
                    && last.offset() + last.width() == offset
                    && last.gradient().offset() + last.width()
                            == next.gradient().offset()) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(pack, last.offset(), last.gradient(), last.width() + next.width()));
            } else {
                stretches.add(next);
            }
        }
        return stretches;
    }

    /** Where a gradient is kept: a matrix's in the layout of its parameter, a vector's among the window's values. */
    Locator.Location gradientOf(Node gradient) {
        Integer owner = plan.gradientOwner().get(gradient);
        if (owner == null) {
            return memory.locate(gradient, Stage.Kind.ONCE);
        }
        Pack pack = plan.packOf(owner);
        return rows(names.of(pack, "gradient"), pack.offsetOf(owner));
    }

    private static Locator.Location rows(String field, int offset) {
        return new Locator.Location(new Locator.Key(field, "0"), field, "0", offset, false);
    }

    private CodeBlock update(Stretch stretch) {
        OptimizerRule rule = OptimizerRule.of(plan.model().training(), stretch.width());
        Map<Node, Locator.Location> places = new LinkedHashMap<>();
        Locator.Location parameter = rows("weights." + names.of(stretch.pack()), stretch.offset());
        places.put(rule.parameter(), parameter);
        places.put(rule.gradient(), stretch.gradient());
        places.put(rule.updated(), parameter);
        List<Node> outputs = new ArrayList<>(List.of(rule.updated()));
        int index = 0;
        for (Map.Entry<String, Node> slot : rule.slots().entrySet()) {
            Locator.Location place = rows(names.of(stretch.pack(), slot.getKey()), stretch.offset());
            places.put(slot.getValue(), place);
            Node updated = rule.updatedSlots().get(index++);
            places.put(updated, place);
            outputs.add(updated);
        }
        List<Node> work =
                rule.graph().nodes().stream().filter(Node::isElementwise).toList();
        Kernel.Elementwise kernel = new Kernel.Elementwise(stretch.width(), work, outputs);
        String rows = Integer.toString(stretch.pack().arrays());
        return elementwise.emit(
                "update_" + stretch.width(), kernel, (node, stage) -> places.get(node), Stage.Kind.ONCE, rows);
    }
}
