// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.plan.Plan;

/** The nested {@code State}: the running state of one sequence, as one flat array. */
final class StateEmitter {
    static final String TYPE = "State";
    private static final ClassName INTERFACE = ClassName.get("org.rnnc.runtime", "State");

    private final Plan plan;
    private final Numbers numbers;

    StateEmitter(Plan plan, Numbers numbers) {
        this.plan = plan;
        this.numbers = numbers;
    }

    private List<State> states() {
        return plan.states().subList(0, plan.model().graph().states().size());
    }

    /** Where a state begins in the flat array. */
    int offsetOf(State wanted) {
        int offset = 0;
        for (State state : states()) {
            if (state.index() == wanted.index()) {
                return offset;
            }
            offset += state.size();
        }
        throw new IllegalArgumentException(wanted.name());
    }

    int size() {
        return states().stream().mapToInt(State::size).sum();
    }

    TypeSpec emit() {
        ClassName self = ClassName.get("", TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(INTERFACE)
                .addJavadoc(
                        "The running state of one sequence: $L numbers. Plain data, cheap to keep by the thousands; one thread"
                                + " at a time.\n",
                        size())
                .addField(FieldSpec.builder(numbers.row(), "values", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T[$L]", numbers.type(), size())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(override("reset", TypeName.VOID)
                        .addStatement("$T.fill(values, $L)", java.util.Arrays.class, numbers.literal(0))
                        .build())
                .addMethod(override("copyFrom", TypeName.VOID)
                        .addParameter(INTERFACE, "other")
                        .addStatement(
                                "$T.owner($S, other instanceof $T, other, $S)",
                                Data.ARGUMENTS,
                                "state",
                                self,
                                plan.model().name() + ".State")
                        .addStatement("$T.arraycopy((($T) other).values, 0, values, 0, $L)", System.class, self, size())
                        .build())
                .addMethod(override("copy", self)
                        .addStatement("$T copy = new $T()", self, self)
                        .addStatement("copy.copyFrom(this)")
                        .addStatement("return copy")
                        .build())
                .addMethod(override("size", TypeName.INT)
                        .addStatement("return $L", size())
                        .build());
        addTensors(type);
        return type.build();
    }

    private static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }

    private void addTensors(TypeSpec.Builder type) {
        TensorEmitter tensors = new TensorEmitter(numbers);
        List<CodeBlock> list = new ArrayList<>();
        for (State state : states()) {
            CodeBlock block = tensors.block("rows", 0, offsetOf(state), state.size(), 1, true);
            list.add(tensors.tensor(state.name(), List.of(state.size()), "() -> {}", List.of(block)));
        }
        CodeBlock rows = list.isEmpty() ? CodeBlock.of("") : CodeBlock.of("$T rows = {values};\n", numbers.rows());
        Parts.addList(type, override("tensors", TensorEmitter.list()), rows, list);
    }
}
