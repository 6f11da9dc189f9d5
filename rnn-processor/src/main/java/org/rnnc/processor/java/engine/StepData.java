// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.RowCopies;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.Location;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/**
 * How one step of one sequence, or its beginning, gets its data and running state in and out. The public class knows these
 * methods, and no field of the engine.
 */
final class StepData {
    private final EmissionContext context;
    private final Plan plan;
    private final Program program;
    private final TypeSpec.Builder type;
    private final StateLayout layout;
    private final RowCopies copies;

    StepData(EmissionContext context, Program program, TypeSpec.Builder type) {
        this.context = context;
        this.plan = context.plan();
        this.program = program;
        this.type = type;
        this.layout = new StateLayout(plan);
        this.copies = new RowCopies(context);
    }

    /** What a step has. */
    void addToStep(ProgramEmitter common) {
        DataParameter.inputs(plan.model().graph(), Domain.step(program.firstAxis()))
                .forEach(this::addTake);
        List<CodeBlock> begin = new ArrayList<>();
        Layout places = context.names().layout(program);
        List<State> copied = layout.copied(places);
        boolean inPlace = copied.size() < layout.carried(places).size();
        layout.kept().forEach(node -> begin.add(kept(node)));
        layout.carried(places).forEach(state -> begin.add(begin(state)));
        add(
                "begin",
                "Lets the step begin with a running state, whose rows it reads" + (inPlace ? " and moves on" : "")
                        + " where they are.",
                begin);
        if (!layout.read().isEmpty()) {
            new ReadingData(context, program, type, layout).addToStep();
        }
        DataParameter.outputs(plan.model().graph(), program.firstAxis()).forEach(output -> addRead(output, common));
        if (!copied.isEmpty()) {
            add(
                    "end",
                    "Moves a running state on.",
                    copied.stream().map(this::end).toList());
        }
    }

    /** What a beginning has. */
    void addToBeginning(Beginning beginning) {
        Graph graph = plan.model().graph();
        DataParameter.beginning(graph, plan.step().orElseThrow().firstAxis()).forEach(input -> {
            if (beginning.readsSequences()) {
                type.addMethod(DataMethods.takeRows(context, program, input, false));
            } else {
                addTake(input);
            }
        });
        List<CodeBlock> end = new ArrayList<>();
        for (State begun : beginning.states()) {
            end.add(begun(begun.start().orElseThrow(), layout.rowOf(begun)));
        }
        for (Node kept : layout.kept()) {
            end.add(begun(kept, layout.rowOf(kept)));
        }
        if (!layout.read().isEmpty()) {
            new ReadingData(context, program, type, layout).addToBeginning();
        }
        add("end", "Sets what a running state begins with.", end);
    }

    /** {@code (int token)}, or {@code (float[] data, int from)}. */
    private void addTake(DataParameter input) {
        Graph graph = plan.model().graph();
        MethodSpec.Builder method = DataMethods.taking(graph, input, "");
        if (input.isToken()) {
            method.addParameter(TypeName.INT, "token");
        } else {
            method.addParameter(context.numbers().row(), "data").addParameter(TypeName.INT, "from");
        }
        DataMethods.readers(graph, program, input).forEach(node -> {
            String field = field(context.names().layout(program).of(node).buffer());
            method.addCode(
                    input.isToken()
                            ? CodeBlock.of("$L[0] = token;\n", field)
                            : copies.of(CodeBlock.of("data"), "from", CodeBlock.of("$L[0]", field), 0, input.size()));
        });
        type.addMethod(method.build());
    }

    private void addRead(DataParameter output, ProgramEmitter common) {
        Node node = plan.standIns()
                .inference(Objects.requireNonNull(plan.model().graph().values().get(output.name())));
        RowsRef from = common.memory().locate(node, Stage.Kind.of(node.domain()));
        type.addMethod(MethodSpec.methodBuilder(
                        DataMethods.read(plan.model().graph().outputs(), output.name()))
                .addJavadoc("Copies {@code $L} out, from {@code from} on.\n", Documentation.escape(output.name()))
                .addParameter(context.numbers().row(), "target")
                .addParameter(TypeName.INT, "from")
                .addCode(copies.of(
                        CodeBlock.of("$L", from.within("this").row()),
                        from.offset(),
                        CodeBlock.of("target"),
                        "from",
                        output.size()))
                .build());
    }

    /** What a sequence has begun with. */
    private CodeBlock kept(Node node) {
        Location location = context.names().layout(program).of(node);
        if (location.offset() != 0) {
            throw new IllegalArgumentException(node + " has no row of its own");
        }
        return CodeBlock.of("$L[0] = state[$L];\n", field(location.buffer()), layout.rowOf(node));
    }

    private CodeBlock begun(Node value, int row) {
        Location location = context.names().layout(program).of(value);
        return copies.of(
                CodeBlock.of("$L[0]", field(location.buffer())),
                location.offset(),
                CodeBlock.of("state[$L]", row),
                0,
                value.size());
    }

    private CodeBlock begin(State state) {
        Buffer initial = context.names().layout(program).initialOf(state.index());
        return CodeBlock.of("$L[0] = state[$L];\n", field(initial), layout.rowOf(state));
    }

    private CodeBlock end(State state) {
        Buffer values = context.names().layout(program).of(state.definition()).buffer();
        return copies.of(
                CodeBlock.of("$L[0]", field(values)),
                0,
                CodeBlock.of("state[$L]", layout.rowOf(state)),
                0,
                state.size());
    }

    private void add(String name, String documentation, List<CodeBlock> code) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addParameter(context.numbers().rows(), "state");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), code);
    }

    /** A field, whatever the method's parameters are called. */
    private String field(Buffer buffer) {
        return "this." + context.names().of(buffer);
    }
}
