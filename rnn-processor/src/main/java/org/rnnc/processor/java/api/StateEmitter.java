// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.Data;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.StateLayout;
import org.rnnc.processor.java.engine.TensorEmitter;
import org.rnnc.processor.java.engine.WeightsEmitter;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Literals;

/** The nested {@code State}: the running state of one sequence, as one flat array. */
final class StateEmitter {
    static final String TYPE = "State";

    /** The field that says whether the sequence has begun. */
    static final String BEGUN = "begun";

    /** The field that says whether a state has been seen in a list; only while one is gone through. */
    private static final String GIVEN = "given";

    private static final ClassName INTERFACE = ClassName.get(RuntimePackages.MODEL, "State");

    private final Plan plan;
    private final FieldNames names;
    private final ScalarType numbers;
    private final Memory memory;
    private final StateLayout layout;

    StateEmitter(Plan plan, FieldNames names, ScalarType numbers) {
        this.plan = plan;
        this.names = names;
        this.numbers = numbers;
        this.layout = new StateLayout(plan);
        this.memory = new Memory(plan, names, plan.step().orElseThrow(), "weights");
    }

    StateLayout layout() {
        return layout;
    }

    /** The states that start from what follows from the parameters alone. */
    private List<State> started() {
        return layout.states().stream()
                .filter(state -> state.start().isPresent()
                        && start(state).input(0).domain().isOnce())
                .filter(state -> names.layout(plan.step().orElseThrow()).hasInitial(state.index()))
                .toList();
    }

    /** What a state starts from where the model is used. */
    private Node start(State state) {
        Node start = state.start().orElseThrow();
        return plan.standIns().inUse(start);
    }

    /** Whether a state must see the weights, since it starts from numbers that are learned. */
    private boolean needsWeights() {
        return started().stream()
                .anyMatch(state -> Literals.valueOf(start(state)).isEmpty());
    }

    /** A statement that returns a new state. */
    CodeBlock construct(String weights) {
        return CodeBlock.of("return new $L($L)", TYPE, needsWeights() ? weights : "");
    }

    TypeSpec emit() {
        ClassName self = ClassName.get("", TYPE);
        CodeBlock reset = reset();
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(INTERFACE)
                .addJavadoc(
                        "The running state of one sequence: $L numbers. Plain data, cheap to keep by the thousands; one thread"
                                + " at a time.\n",
                        layout.size())
                .addField(FieldSpec.builder(numbers.row(), "values", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T[$L]", numbers.type(), layout.size())
                        .build())
                .addMethod(constructor())
                .addMethod(override("reset", TypeName.VOID).addCode(reset).build())
                .addMethod(copyFrom(self))
                .addMethod(override("copy", self)
                        .addStatement("$T copy = new $T($L)", self, self, needsWeights() ? "weights" : "")
                        .addStatement("copy.copyFrom(this)")
                        .addStatement("return copy")
                        .build())
                .addMethod(override("size", TypeName.INT)
                        .addStatement("return $L", layout.size())
                        .build());
        if (needsWeights()) {
            type.addField(FieldSpec.builder(weights(), "weights", Modifier.PRIVATE, Modifier.FINAL)
                    .build());
        }
        if (isBegun()) {
            type.addField(TypeName.BOOLEAN, BEGUN, Modifier.PRIVATE)
                    .addMethod(override("isBegun", TypeName.BOOLEAN)
                            .addStatement("return $L", BEGUN)
                            .build());
        }
        type.addField(TypeName.BOOLEAN, GIVEN, Modifier.PRIVATE).addMethod(distinct(self));
        addTensors(type);
        return type.build();
    }

    /** Marks states as it goes through them, and leaves none marked: no look at all pairs, no memory. */
    private MethodSpec distinct(ClassName self) {
        return MethodSpec.methodBuilder("distinct")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addJavadoc("Refuses a state that is among the first {@code count} twice.\n")
                .addParameter(ArrayTypeName.of(INTERFACE), "states")
                .addParameter(TypeName.INT, "count")
                .addStatement("int again = -1")
                .beginControlFlow("for (int i = 0; i < count; i++)")
                .addStatement("again = again < 0 && (($T) states[i]).$L ? i : again", self, GIVEN)
                .addStatement("(($T) states[i]).$L = true", self, GIVEN)
                .endControlFlow()
                .beginControlFlow("for (int i = 0; i < count; i++)")
                .addStatement("(($T) states[i]).$L = false", self, GIVEN)
                .endControlFlow()
                .beginControlFlow("if (again >= 0)")
                .addStatement(
                        "throw $T.twice(states, again)", ClassName.get(RuntimePackages.GENERATED, "SequenceChecks"))
                .endControlFlow()
                .build();
    }

    private MethodSpec copyFrom(ClassName self) {
        MethodSpec.Builder method = override("copyFrom", TypeName.VOID)
                .addParameter(INTERFACE, "other")
                .addStatement(checkOwner("other", self))
                .addStatement("$T.arraycopy((($T) other).values, 0, values, 0, $L)", System.class, self, layout.size());
        if (isBegun()) {
            method.addStatement("$1L = (($2T) other).$1L", BEGUN, self);
        }
        return method.build();
    }

    /** Whether a sequence must be begun with inputs of its own before its first step. */
    private boolean isBegun() {
        return plan.beginning().isPresent();
    }

    private ClassName weights() {
        return ClassName.get("", EngineEmitter.className(plan.model().name()), WeightsEmitter.TYPE);
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
        if (needsWeights()) {
            constructor.addParameter(weights(), "weights").addStatement("this.weights = weights");
        }
        if (!started().isEmpty() || layout.states().stream().anyMatch(state -> state.from() != 0)) {
            constructor.addStatement("reset()");
        }
        return constructor.build();
    }

    private CodeBlock reset() {
        CodeBlock.Builder code =
                CodeBlock.builder().addStatement("$T.fill(values, $L)", java.util.Arrays.class, numbers.literal(0));
        if (isBegun()) {
            code.addStatement("$L = false", BEGUN);
        }
        for (State state : layout.states()) {
            if (state.from() != 0) {
                code.add(fill(state, state.from()));
            }
        }
        for (State state : started()) {
            Node start = start(state);
            int offset = layout.offsetOf(state);
            OptionalDouble literal = Literals.valueOf(start);
            if (literal.isPresent()) {
                code.add(fill(state, literal.getAsDouble()));
            } else {
                code.add(copy(start.input(0), offset, state.size()));
            }
        }
        return code.build();
    }

    private CodeBlock fill(State state, double number) {
        int offset = layout.offsetOf(state);
        return CodeBlock.of(
                "$T.fill(values, $L, $L, $L);\n",
                java.util.Arrays.class,
                offset,
                offset + state.size(),
                numbers.literal(number));
    }

    /** Copies a value that follows from the parameters; a single number fills the state. */
    private CodeBlock copy(Node value, int offset, int size) {
        RowsRef from = memory.locate(value, Stage.Kind.ONCE);
        return value.size() == size
                ? CodeBlock.of(
                        "$T.arraycopy($L, $L, values, $L, $L);\n",
                        System.class,
                        from.row(),
                        from.offset(),
                        offset,
                        size)
                : CodeBlock.of(
                        "$T.fill(values, $L, $L, $L);\n", java.util.Arrays.class, offset, offset + size, from.number());
    }

    /** Refuses a state of another model; {@code type} as it is called where the check stands. */
    CodeBlock checkOwner(String variable, ClassName type) {
        return CodeBlock.of(
                "$T.owner($S, $L instanceof $T, $L, $S)",
                Data.ARGUMENTS,
                variable,
                variable,
                type,
                variable,
                plan.model().name() + ".State");
    }

    /** Refuses null, of which javac would know the place only, without a name. */
    CodeBlock checkPresent(String variable) {
        return CodeBlock.of(
                "$T.owner($S, $L != null, $L, $S);\n",
                Data.ARGUMENTS,
                variable,
                variable,
                variable,
                plan.model().name() + ".State");
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
        for (State state : layout.states()) {
            CodeBlock block = tensors.block("rows", 0, layout.offsetOf(state), state.size(), 1, true);
            list.add(tensors.tensor(state.name(), List.of(state.size()), afterWrite(), List.of(block)));
        }
        Set<String> taken = new HashSet<>();
        layout.states().forEach(state -> taken.add(state.name()));
        for (Node node : layout.kept()) {
            String name = unique(plan.labels().of(node), taken);
            CodeBlock block = tensors.block("rows", 0, layout.offsetOf(node), node.size(), 1, true);
            list.add(tensors.tensor(name, List.of(node.size()), afterWrite(), List.of(block)));
        }
        CodeBlock rows = list.isEmpty() ? CodeBlock.of("") : CodeBlock.of("$T rows = {values};\n", numbers.rows());
        MethodSplitter.addList(type, override("tensors", TensorLists.type()), rows, list);
    }

    /** What is written into a state, from a file above all, is that of a sequence that has begun. */
    private String afterWrite() {
        return isBegun() ? "() -> " + BEGUN + " = true" : "() -> {}";
    }

    private static String unique(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + " " + i;
        }
        return name;
    }
}
