// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/** What optimizers remember of the parameters, in their layout; and the tensors that show it. */
final class OptimizerStateEmitter {
    private final Plan plan;
    private final Training training;
    private final FieldNames names;
    private final WeightOrder order;
    private final TensorEmitter tensors;

    OptimizerStateEmitter(EmissionContext context, WeightOrder order) {
        this.plan = context.plan();
        this.training = plan.model().training();
        this.names = context.names();
        this.order = order;
        this.tensors = new TensorEmitter(context.numbers());
    }

    /** Adds the fields; gives the tensors, named {@code rnn.weight_ih/squares}. */
    List<CodeBlock> addTo(TypeSpec.Builder type) {
        Set<String> slots = new LinkedHashSet<>(OptimizerRule.slotNames(training.optimizer()));
        training.parameters().optimizers().values().forEach(rule -> slots.addAll(OptimizerRule.slotNames(rule)));
        List<CodeBlock> list = new ArrayList<>();
        for (String slot : slots) {
            plan.packs().all().stream()
                    .filter(pack -> has(pack.parameters(), slot))
                    .forEach(pack -> type.addFields(order.fields(names.slot(pack, slot))));
            StackedTensors.byTensor(plan.model().graph()).forEach((name, parameters) -> {
                if (has(parameters, slot)) {
                    list.add(tensor(name, parameters, slot));
                }
            });
        }
        return list;
    }

    private boolean has(List<Parameter> parameters, String slot) {
        return parameters.stream().anyMatch(parameter -> has(parameter, slot));
    }

    private boolean has(Parameter parameter, String slot) {
        return training.isTrained(parameter.index())
                && OptimizerRule.slotNames(training.optimizerOf(parameter.index()))
                        .contains(slot);
    }

    /** Parts of which nothing is remembered are zeros. */
    private CodeBlock tensor(String name, List<Parameter> parameters, String slot) {
        List<BlockView> blocks = parameters.stream()
                .map(parameter -> {
                    Pack pack = plan.packs().of(parameter);
                    return has(parameter, slot)
                            ? order.view(names.slot(pack, slot), parameter)
                            : order.zeros(names.layout(pack), parameter);
                })
                .toList();
        return tensors.tensor(name + "/" + slot, StackedTensors.stackedShape(parameters), "() -> {}", blocks);
    }
}
