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
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.ReadingData;
import org.rnnc.processor.java.engine.StateLayout;
import org.rnnc.processor.java.engine.StateStarts;
import org.rnnc.processor.java.engine.TensorEmitter;
import org.rnnc.processor.java.engine.WeightsEmitter;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;

/** The nested {@code State}: the running state of one sequence, as one flat array. */
final class StateEmitter {
    static final String TYPE = "State";

    /** The field that says whether the sequence has begun. */
    static final String BEGUN = "begun";

    /** The field that says whether a state has been seen in a list; only while one is gone through. */
    private static final String GIVEN = "given";

    private static final ClassName INTERFACE = ClassName.get(RuntimePackages.MODEL, "State");

    /** Numbers behind the end of a row, as {@code Rows} has them. */
    private static final int ROOM = 8;

    private final MemoryPlan memory;
    private final Plan plan;
    private final ScalarType numbers;
    private final StateLayout layout;
    private final StateStarts starts;
    /** The field with what has been read along other axes. */
    static final String READ = "read";

    StateEmitter(MemoryPlan memory, ScalarType numbers) {
        this.memory = memory;
        this.plan = memory.plan();
        this.numbers = numbers;
        this.layout = new StateLayout(plan);
        this.starts = new StateStarts(memory);
    }

    /** A statement that returns a new state. */
    CodeBlock construct(String weights) {
        return CodeBlock.of("return new $L($L)", TYPE, starts.areLearned() ? weights : "");
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
                .addField(FieldSpec.builder(numbers.rows(), "values", Modifier.PRIVATE, Modifier.FINAL)
                        .addJavadoc("Rows as a step reads them, with room for whole vectors behind their ends.\n")
                        .initializer("{$L}", rows())
                        .build())
                .addMethod(constructor())
                .addMethod(override("reset", TypeName.VOID).addCode(reset).build())
                .addMethod(copyFrom(self))
                .addMethod(override("copy", self)
                        .addStatement("$T copy = new $T($L)", self, self, starts.areLearned() ? "weights" : "")
                        .addStatement("copy.copyFrom(this)")
                        .addStatement("return copy")
                        .build())
                .addMethod(override("size", TypeName.INT)
                        .addStatement("return $L", layout.size())
                        .build());
        if (starts.areLearned()) {
            type.addField(FieldSpec.builder(weights(), "weights", Modifier.PRIVATE, Modifier.FINAL)
                    .build());
        }
        if (isBegun()) {
            type.addField(TypeName.BOOLEAN, BEGUN, Modifier.PRIVATE)
                    .addMethod(override("isBegun", TypeName.BOOLEAN)
                            .addStatement("return $L", BEGUN)
                            .build());
        }
        if (reads()) {
            type.addField(FieldSpec.builder(ReadingData.type(numbers), READ, Modifier.PRIVATE)
                    .addJavadoc("What has been read, for every step to look at; copies share it.\n")
                    .build());
        }
        type.addField(TypeName.BOOLEAN, GIVEN, Modifier.PRIVATE).addMethod(distinct(self));
        addTensors(type);
        return type.build();
    }

    /** Whether a step leaves anything to copy to the state, instead of moving it on where it is. */
    boolean isCopied() {
        return !layout.copied(memory.layout(plan.step().orElseThrow())).isEmpty();
    }

    private CodeBlock rows() {
        Layout step = memory.layout(plan.step().orElseThrow());
        List<CodeBlock> rows = new ArrayList<>();
        for (State state : layout.states()) {
            int read = step.hasInitial(state.index())
                    ? step.initialOf(state.index()).width()
                    : 0;
            rows.add(row(Math.max(read, memory.target().padded(state.size()))));
        }
        for (Node node : layout.kept()) {
            rows.add(row(step.of(node).buffer().width()));
        }
        return CodeBlock.join(rows, ", ");
    }

    private CodeBlock row(int width) {
        return CodeBlock.of("new $T[$L]", numbers.type(), width + ROOM);
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
                .beginControlFlow(
                        "for (int i = 0; i < $L; i++)",
                        layout.states().size() + layout.kept().size())
                .addStatement(
                        "$T.arraycopy((($T) other).values[i], 0, values[i], 0, values[i].length)", System.class, self)
                .endControlFlow();
        if (isBegun()) {
            method.addStatement("$1L = (($2T) other).$1L", BEGUN, self);
        }
        if (reads()) {
            method.addStatement("$1L = (($2T) other).$1L == null ? null : (($2T) other).$1L.share()", READ, self);
        }
        return method.build();
    }

    /** Whether steps look at what has been read along other axes. */
    boolean reads() {
        return !layout.read().isEmpty();
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
        if (starts.areLearned()) {
            constructor.addParameter(weights(), "weights").addStatement("this.weights = weights");
        }
        if (starts.areLearned() || !starts.constants().isEmpty()) {
            constructor.addStatement("reset()");
        }
        return constructor.build();
    }

    private CodeBlock reset() {
        CodeBlock.Builder code = CodeBlock.builder()
                .beginControlFlow("for ($T row : values)", numbers.row())
                .addStatement("$T.fill(row, $L)", java.util.Arrays.class, numbers.literal(0))
                .endControlFlow();
        if (isBegun()) {
            code.addStatement("$L = false", BEGUN);
        }
        for (StateStarts.Constant start : starts.constants()) {
            code.addStatement(
                    "$T.fill(values[$L], 0, $L, $L)",
                    java.util.Arrays.class,
                    layout.rowOf(start.state()),
                    start.state().size(),
                    numbers.literal(start.number()));
        }
        if (starts.areLearned()) {
            code.addStatement("weights.begin(values)");
        }
        return code.build();
    }

    /** Refuses a state of another model; {@code type} as it is called where the check stands. */
    CodeBlock checkOwner(String variable, ClassName type) {
        return CodeBlock.of(
                "$T.owner($S, $L instanceof $T, $L, $S)",
                DataParameter.ARGUMENTS,
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
                DataParameter.ARGUMENTS,
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
            BlockView block = tensors.block("values", layout.rowOf(state), 0, state.size(), 1, true);
            list.add(tensors.tensor(state.name(), List.of(state.size()), afterWrite(), List.of(block)));
        }
        Set<String> taken = new HashSet<>();
        layout.states().forEach(state -> taken.add(state.name()));
        for (Node node : layout.kept()) {
            String name = unique(plan.labels().of(node), taken);
            BlockView block = tensors.block("values", layout.rowOf(node), 0, node.size(), 1, true);
            list.add(tensors.tensor(name, List.of(node.size()), afterWrite(), List.of(block)));
        }
        MethodSplitter.addList(type, override("tensors", TensorLists.type()), CodeBlock.of(""), list);
    }

    /** What is written into a state, from a file above all, is that of a sequence that has begun. */
    private String afterWrite() {
        // What has been read is no part of it: who goes on from a file reads it again, by a start.
        return isBegun() && !reads() ? "() -> " + BEGUN + " = true" : "() -> {}";
    }

    private static String unique(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + " " + i;
        }
        return name;
    }
}
