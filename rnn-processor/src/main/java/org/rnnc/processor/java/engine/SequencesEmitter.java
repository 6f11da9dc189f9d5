// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.ConstructorSplitter;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.RowCopies;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Location;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/**
 * What prediction runs: a workspace for whole sequences, and how data and running states get into it and out. The public
 * class knows its methods, and none of its fields.
 */
public final class SequencesEmitter {
    public static final String TYPE = "Sequences";

    private final EmissionContext context;
    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;
    private final TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
            .addModifiers(Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("The workspace of whole sequences: a row for each step of each sequence, in the order of {@code"
                    + " sequences}.\n");
    private final ProgramEmitter common;
    private final RowCopies copies;

    SequencesEmitter(EmissionContext context, KernelEmitter kernels) {
        this.context = context;
        this.plan = context.plan();
        this.program = plan.prediction();
        this.names = context.names();
        this.numbers = context.numbers();
        this.common = new ProgramEmitter(context, kernels, program, type);
        this.copies = new RowCopies(context);
    }

    TypeSpec emit() {
        common.addForward("run", "Computes everything that can be read.", "run");
        inputs(plan).forEach(input -> type.addMethod(DataMethods.takeRows(context, program, input, true)));
        plan.readable().forEach(this::addRead);
        AxisNames words = AxisNames.of(program);
        program.axes().forEach(axis -> addSize(words.steps(axis), words.order(axis), "windowSteps"));
        addSize("batch", words.order(program.firstAxis()), "batch");
        if (plan.predictionGoesOn()) {
            addBegin();
            addEnd();
        }
        common.addFields();
        return ConstructorSplitter.split(type.build(), room(program));
    }

    /** What a workspace is told: how many steps and sequences there will be, at most. */
    static List<ParameterSpec> room(Program program) {
        AxisNames words = AxisNames.of(program);
        return Stream.concat(program.axes().stream().map(words::stepCapacity), Stream.of("batchCapacity"))
                .map(name -> ParameterSpec.builder(TypeName.INT, name).build())
                .toList();
    }

    // ---- what the public class calls -------------------------------------------------------------------------------

    /** Whether the workspace is filled with an input: those of sequences go into running states, where there are any. */
    public static boolean takes(Plan plan, DataParameter input) {
        return !plan.predictionGoesOn() || input.domain().isPerStep();
    }

    private static List<DataParameter> inputs(Plan plan) {
        return DataParameter.inputs(plan.model().graph()).stream()
                .filter(input -> takes(plan, input))
                .toList();
    }

    /** How many there are in the last run. */
    private void addSize(String name, String order, String asked) {
        type.addMethod(MethodSpec.methodBuilder(name)
                .returns(TypeName.INT)
                .addStatement("return $L.$L()", order, asked)
                .build());
    }

    private void addRead(String name, Node node) {
        Domain domain = node.domain();
        RowsRef from = common.memory().locate(node, Stage.Kind.of(domain));
        String copy = domain.isPair()
                ? "readPairs"
                : domain.isPerStep() ? "readSteps" : domain.isOnce() ? "readOnce" : "readSequences";
        FieldRef order = domain.pair()
                .map(common.memory().extent()::order)
                .orElseGet(() -> order(domain.axis().orElse(program.firstAxis())));
        Expression rows = from.within("this").rows();
        Optional<CodeBlock> kernel =
                copy.equals("readSteps") ? copies.readSteps(order, rows, from.offset(), node.size()) : Optional.empty();
        type.addMethod(MethodSpec.methodBuilder(DataMethods.read(plan.readable().keySet(), name))
                .addJavadoc("Copies {@code $L} out, from {@code from} on.\n", Documentation.escape(name))
                .addParameter(numbers.row(), "target")
                .addParameter(TypeName.INT, "from")
                .addCode(kernel.orElseGet(() -> CodeBlock.of(
                        "$T.$L($L, $L, $L, $L, target, from);\n",
                        DataParameter.COPIES,
                        copy,
                        order,
                        rows,
                        from.offset(),
                        node.size())))
                .build());
    }

    // ---- running states --------------------------------------------------------------------------------------------

    private void addBegin() {
        StateLayout states = new StateLayout(plan);
        List<CodeBlock> code = new ArrayList<>();
        for (State state : carried()) {
            code.add(copies.of(
                    CodeBlock.of("state[$L]", states.rowOf(state)),
                    0,
                    CodeBlock.of("$L[sequence]", field(names.layout(program).initialOf(state.index()))),
                    0,
                    state.size()));
        }
        plan.beginning()
                .ifPresent(beginning -> beginning.kept().stream()
                        .filter(names.layout(program)::has)
                        .forEach(node -> code.add(kept(node, states.rowOf(node)))));
        add("begin", "Lets a sequence begin with a running state.", code);
    }

    private CodeBlock kept(Node node, int row) {
        Location location = names.layout(program).of(node);
        return copies.of(
                CodeBlock.of("state[$L]", row),
                0,
                CodeBlock.of("$L[sequences.placeOf()[sequence]]", field(location.buffer())),
                location.offset(),
                node.size());
    }

    private void addEnd() {
        StateLayout states = new StateLayout(plan);
        List<CodeBlock> code = new ArrayList<>();
        for (State state : carried()) {
            Buffer values = names.layout(program).of(state.definition()).buffer();
            code.add(copies.of(
                    CodeBlock.of(
                            "sequences.endOf(true, $L, $L, sequence)",
                            field(values),
                            field(names.layout(program).initialOf(state.index()))),
                    0,
                    CodeBlock.of("state[$L]", states.rowOf(state)),
                    0,
                    state.size()));
        }
        add("end", "Moves a running state on to the end of a sequence.", code);
    }

    private FieldRef order(Axis axis) {
        return common.memory().extent().order(axis);
    }

    private void add(String name, String documentation, List<CodeBlock> code) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addParameter(TypeName.INT, "sequence")
                .addParameter(numbers.rows(), "state");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), code);
    }

    /** A field, whatever the method's parameters are called. */
    private String field(Buffer buffer) {
        return "this." + names.of(buffer);
    }

    /** The states that sequences read and move on: no others than a step does. */
    private List<State> carried() {
        return program.states().stream()
                .filter(state -> names.layout(program).hasInitial(state.index())
                        && names.layout(plan.step().orElseThrow()).hasInitial(state.index())
                        && state.relation().looksBack())
                .toList();
    }
}
