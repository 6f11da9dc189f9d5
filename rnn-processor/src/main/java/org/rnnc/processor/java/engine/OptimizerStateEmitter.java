// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/** What optimizers remember of the parameters, in their layout; and the tensors that show it. */
final class OptimizerStateEmitter {
    private final Plan plan;
    private final Training training;
    private final FieldNames names;
    private final ScalarType numbers;
    private final TensorEmitter tensors;

    OptimizerStateEmitter(EmissionContext context) {
        this.plan = context.plan();
        this.training = plan.model().training();
        this.names = context.names();
        this.numbers = context.numbers();
        this.tensors = new TensorEmitter(numbers);
    }

    /** Adds the fields; gives the tensors, named {@code rnn.weight_ih/squares}. */
    List<CodeBlock> addTo(TypeSpec.Builder type) {
        Set<String> slots = new LinkedHashSet<>(OptimizerRule.slotNames(training.optimizer()));
        training.parameters().optimizers().values().forEach(rule -> slots.addAll(OptimizerRule.slotNames(rule)));
        List<CodeBlock> list = new ArrayList<>();
        for (String slot : slots) {
            plan.packs().all().stream()
                    .filter(pack -> has(pack.parameters(), slot))
                    .forEach(pack -> type.addField(field(pack, slot)));
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

    private FieldSpec field(Pack pack, String slot) {
        return FieldSpec.builder(numbers.rows(), names.of(pack, slot), Modifier.FINAL)
                .initializer(
                        "$T.$L($L, $L)",
                        ClassName.get(RuntimePackages.GENERATED, "Rows"),
                        numbers.plural(),
                        names.layout(pack).arrays(),
                        names.layout(pack).width())
                .build();
    }

    /** Parts of which nothing is remembered are zeros. */
    private CodeBlock tensor(String name, List<Parameter> parameters, String slot) {
        List<CodeBlock> blocks = parameters.stream()
                .map(parameter -> {
                    Pack pack = plan.packs().of(parameter);
                    return has(parameter, slot)
                            ? tensors.block(names.of(pack, slot), names.layout(pack), parameter)
                            : tensors.zeros(names.layout(pack), parameter);
                })
                .toList();
        return tensors.tensor(name + "/" + slot, StackedTensors.stackedShape(parameters), "() -> {}", blocks);
    }
}
