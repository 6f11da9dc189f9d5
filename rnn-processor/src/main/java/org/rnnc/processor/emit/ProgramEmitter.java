// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.plan.Buffer;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Program;
import org.rnnc.processor.plan.Stage;

/** What the step and the window have in common: a workspace, and methods that run stages over it. */
final class ProgramEmitter {
    private static final ClassName ROWS = ClassName.get(Numbers.KERNEL_PACKAGE, "Rows");

    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final Numbers numbers;
    private final StageEmitter stages;
    private final Memory memory;
    private final TypeSpec.Builder type;
    private final Set<String> methods = new HashSet<>();
    private boolean needsLanes;

    ProgramEmitter(
            Plan plan, Program program, FieldNames names, Numbers numbers, StageEmitter stages, TypeSpec.Builder type) {
        this.plan = plan;
        this.program = program;
        this.names = names;
        this.numbers = numbers;
        this.stages = stages;
        this.memory = new Memory(plan, names, program, "weights.");
        this.type = type;
    }

    Memory memory() {
        return memory;
    }

    /** A method that runs the stages in order; a loop over time gets a method of its own for its step. */
    void addMethod(String name, String documentation, List<Stage> order, String prefix) {
        CodeBlock.Builder body = CodeBlock.builder();
        for (Stage stage : order) {
            CodeBlock calls = stages.emit(stage, memory, program.steps(), program.batch());
            if (stage.kind() == Stage.Kind.LOOP && program.steps() > 1) {
                String step = uniqueMethod(prefix + FieldNames.upper(layer(stage)));
                type.addMethod(MethodSpec.methodBuilder(step)
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(TypeName.INT, "t")
                        .addCode(calls)
                        .build());
                body.add(loop(step, stage.direction()));
            } else {
                body.add(calls);
            }
        }
        type.addMethod(MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addCode(body.build())
                .build());
    }

    private String uniqueMethod(String wanted) {
        String name = wanted;
        for (int i = 2; !methods.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** The layer whose state a loop carries. */
    private String layer(Stage stage) {
        for (Kernel kernel : stage.kernels()) {
            for (Node node : kernel.nodes()) {
                for (var state : plan.states()) {
                    if (state.definition() == node) {
                        String name =
                                state.name().startsWith("d ") ? state.name().substring(2) : state.name();
                        int dot = name.indexOf('.');
                        return FieldNames.identifier(dot < 0 ? name : name.substring(0, dot));
                    }
                }
            }
        }
        return "Loop";
    }

    private CodeBlock loop(String step, Direction direction) {
        int total = program.steps();
        int chunk = Unrolling.chunk(plan.model().training().unroll(), total);
        int looped = total / chunk * chunk;
        boolean forward = direction == Direction.FORWARD;
        CodeBlock.Builder code = CodeBlock.builder();
        if (looped > chunk) {
            if (forward) {
                code.beginControlFlow("for (int t = 0; t < $L; t += $L)", looped, chunk);
            } else {
                code.beginControlFlow("for (int t = $L; t >= $L; t -= $L)", total - 1, total - looped, chunk);
            }
            for (int i = 0; i < chunk; i++) {
                code.addStatement(
                        i == 0 ? "$L(t)" : forward ? "$L(t + $L)" : "$L(t - $L)",
                        i == 0 ? new Object[] {step} : new Object[] {step, i});
            }
            code.endControlFlow();
        } else {
            looped = 0;
        }
        for (int i = looped; i < total; i++) {
            code.addStatement("$L($L)", step, forward ? i : total - 1 - i);
        }
        return code.build();
    }

    /** Tells that a method adds up elements, besides those of the program's own. */
    void needLanes() {
        needsLanes = true;
    }

    /** The workspace: called after all methods are there, since they decide what is needed. */
    void addFields() {
        type.addField(
                FieldSpec.builder(ClassName.get("", WeightsEmitter.TYPE), "weights", Modifier.PRIVATE, Modifier.FINAL)
                        .build());
        CodeBlock.Builder constructor = CodeBlock.builder().addStatement("this.weights = weights");
        Set<Buffer> placed = new HashSet<>();
        for (Node node : program.live()) {
            if (node.op() instanceof Op.Place place && program.layout().has(node)) {
                Buffer buffer = program.layout().of(node).buffer();
                placed.add(buffer);
                constructor.add(place(node, place, buffer));
                type.addField(numbers.rows(), names.of(buffer), Modifier.FINAL);
            }
        }
        for (Buffer buffer : program.layout().buffers()) {
            if (!placed.contains(buffer)) {
                type.addField(field(buffer));
            }
        }
        for (Memory.Repeat repeat : memory.repeats()) {
            type.addField(numbers.rows(), repeat.field(), Modifier.PRIVATE, Modifier.FINAL);
            constructor.addStatement(
                    "this.$L = $T.repeat($L, $L, $L, $L)",
                    repeat.field(),
                    ROWS,
                    repeat.source(),
                    repeat.first(),
                    program.batch(),
                    program.steps());
        }
        addScratch();
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(ParameterSpec.builder(ClassName.get("", WeightsEmitter.TYPE), "weights")
                        .build())
                .addCode(constructor.build())
                .build());
    }

    /** Zeros at every step but one, which shows the rows of the value itself. */
    private CodeBlock place(Node node, Op.Place place, Buffer buffer) {
        Locator.Location source = memory.locate(node.input(0), Stage.Kind.SEQUENCES);
        return CodeBlock.of(
                "this.$L = $T.place($L, $L, $L, $L, $L);\n",
                names.of(buffer),
                ROWS,
                source.source(),
                source.first().isEmpty() ? "0" : source.first(),
                program.batch(),
                program.steps(),
                place.last() ? program.steps() - 1 : 0);
    }

    private FieldSpec field(Buffer buffer) {
        int rows = buffer.rows(program.steps(), program.batch());
        if (buffer.isTokens()) {
            return FieldSpec.builder(ArrayTypeName.of(TypeName.INT), names.of(buffer), Modifier.FINAL)
                    .initializer("new int[$L]", rows)
                    .build();
        }
        return FieldSpec.builder(numbers.rows(), names.of(buffer), Modifier.FINAL)
                .initializer("$T.$L($L, $L)", ROWS, numbers.plural(), rows, buffer.width())
                .build();
    }

    private void addScratch() {
        int exponentials = 0;
        boolean lanes = needsLanes;
        for (Node node : program.live()) {
            Op op = node.op();
            if (op instanceof Op.CrossEntropy) {
                exponentials = Math.max(exponentials, node.input(0).size());
            }
            lanes |= op instanceof Op.CrossEntropy
                    || op instanceof Op.Softmax
                    || op instanceof Op.Sum
                    || op instanceof Op.Dot;
        }
        if (lanes) {
            type.addField(FieldSpec.builder(numbers.row(), "lanes", Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Partial sums of a reduction.\n")
                    .initializer("new $T[$L]", numbers.type(), SingleEmitter.LANES)
                    .build());
        }
        if (exponentials > 0) {
            type.addField(FieldSpec.builder(numbers.row(), "exponentials", Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new $T[$L]", numbers.type(), exponentials)
                    .build());
        }
    }
}
