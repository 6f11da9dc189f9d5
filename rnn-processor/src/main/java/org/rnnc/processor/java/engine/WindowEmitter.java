// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.ConstructorSplitter;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/** The training window: workspace, forward, backward, update, and views of what it holds. */
public final class WindowEmitter {
    public static final String TYPE = "Window";

    private final EmissionContext context;
    private final WeightOrder order;
    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;
    private final TensorEmitter tensors;
    private final TypeSpec.Builder type;
    private final ProgramEmitter common;
    private final OptimizerEmitter optimizer;
    private final NormEmitter norm;
    private final MaxNormEmitter maxNorm;

    WindowEmitter(EmissionContext context, KernelEmitter kernels) {
        this.context = context;
        this.order = kernels.weights();
        this.plan = context.plan();
        this.program = plan.window().orElseThrow();
        this.names = context.names();
        this.numbers = context.numbers();
        this.tensors = new TensorEmitter(numbers);
        this.type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "A training window of $L: a row for each step of each sequence, in the order of {@code"
                                + " sequences}.$L\n",
                        Documentation.ofWindow(program),
                        program.isCut(program.firstAxis())
                                ? " Gradients come from the last " + program.backwardSteps(program.firstAxis())
                                        + " steps, so that steps are counted from the end: step 0 is the last one."
                                : "");
        this.common = new ProgramEmitter(context, kernels, program, type);
        this.optimizer = new OptimizerEmitter(context, order, common.memory());
        this.norm = new NormEmitter(context, order, optimizer);
        this.maxNorm = new MaxNormEmitter(context, order);
    }

    TypeSpec emit() {
        common.addForward("forward", "Computes all values of the window, and its loss.", "forward");
        common.addBackward("Computes all gradients; after {@link #forward()}.", order.beforeGradients());
        List<CodeBlock> updates = new ArrayList<>();
        if (optimizer.shared().clipsTensors()) {
            updates.add(CodeBlock.of("$L = 0;\n$L();\n", SharedNumbers.NORM, NormEmitter.OF_TENSORS));
        }
        updates.addAll(optimizer.emit());
        common.need(optimizer.scratch());
        for (KernelCall call : maxNorm.emit()) {
            updates.add(call.code());
            common.need(call.scratch());
        }
        updates.add(CodeBlock.of("weights.refresh();\n"));
        MethodSpec.Builder update = MethodSpec.methodBuilder("update")
                .addJavadoc(
                        "Takes one step of the optimizer; after {@link #backward()}.\n\n@param update its number, from 1\n")
                .addParameter(TypeName.LONG, "update");
        MethodSplitter.addMethod(type, update, CodeBlock.of(""), updates);
        addOptimizerFields();
        addData();
        addRate();
        addLoss();
        addCarry();
        addGradients();
        addStates();
        addList("optimizerState", new OptimizerStateEmitter(context, order).addTo(type));
        addInputGradients();
        addValues();
        if (MaskEmitter.isNeeded(program)) {
            MaskEmitter masks = new MaskEmitter(context, order);
            masks.addTo(type);
            common.need(masks.scratch());
        }
        common.addFields();
        return ConstructorSplitter.split(type.build());
    }

    private void addOptimizerFields() {
        type.addField(FieldSpec.builder(TypeName.DOUBLE, "rate", Modifier.PRIVATE)
                .addJavadoc(
                        "The learning rate$L.\n",
                        optimizer.shared().rules().size() > 1 ? " of the model's own rule" : "")
                .initializer("$L", plan.model().training().optimizer().option("rate"))
                .build());
        type.addField(FieldSpec.builder(numbers.row(), SharedNumbers.FIELD, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("Numbers that an update uses for many parameters.\n")
                .initializer("new $T[$L]", numbers.type(), optimizer.shared().count())
                .build());
        type.addFields(optimizer.shared().fields());
        if (NormEmitter.isNeeded(plan)) {
            norm.addTo(type);
            common.need(norm.scratch());
        }
    }

    /** DataParameter in the order of users; where their rows are is known here alone. */
    private void addData() {
        Graph graph = plan.model().graph();
        Stream.concat(DataParameter.inputs(graph).stream(), DataParameter.targets(graph).stream())
                .forEach(datum -> type.addMethod(DataMethods.takeRows(context, program, datum, false)));
    }

    private void addRate() {
        type.addMethod(MethodSpec.methodBuilder("learningRate")
                .returns(TypeName.DOUBLE)
                .addStatement("return rate")
                .build());
        type.addMethod(MethodSpec.methodBuilder("setLearningRate")
                .addJavadoc("Sets the rate of later updates; refuses what is no rate.\n")
                .addParameter(TypeName.DOUBLE, "learningRate")
                .addCode(optimizer.shared().checkRates())
                .addStatement("rate = learningRate")
                .build());
    }

    private void addLoss() {
        RowsRef loss = common.memory().locate(plan.model().graph().loss().orElseThrow(), Stage.Kind.ONCE);
        type.addMethod(MethodSpec.methodBuilder("loss")
                .returns(numbers.type())
                .addStatement("return $L", loss.number())
                .build());
    }

    /** The model's own states that take part and go on where the last window ended, if any does. */
    private List<State> carried() {
        List<State> carried = new ArrayList<>();
        for (State state : plan.ownStates()) {
            boolean goesOn = state.initial().isPresent() && state.start().isEmpty();
            if (goesOn && names.layout(program).has(state.definition())) {
                carried.add(state);
            }
        }
        return carried;
    }

    private void addCarry() {
        List<CodeBlock> carry = new ArrayList<>();
        List<CodeBlock> reset = new ArrayList<>();
        for (State state : carried()) {
            String initial = names.of(names.layout(program).initialOf(state.index()));
            carry.add(CodeBlock.of(
                    "$T.carry($L, $L, $L, $L, $L);\n",
                    DataParameter.COPIES,
                    order(state.relation().axis()),
                    state.relation().looksBack(),
                    names.of(names.layout(program).of(state.definition()).buffer()),
                    initial,
                    state.size()));
            ClassName rows = ClassName.get(RuntimePackages.GENERATED, "Rows");
            reset.add(
                    state.from() == 0
                            ? CodeBlock.of("$T.clear($L, 0, $L);\n", rows, initial, program.batch())
                            : CodeBlock.of(
                                    "$T.fill($L, $L, $L);\n",
                                    rows,
                                    initial,
                                    state.size(),
                                    numbers.literal(state.from())));
        }
        MethodSpec.Builder carryState = MethodSpec.methodBuilder("carryState")
                .addJavadoc("Lets the next window start from the states that this one ended with.\n");
        MethodSplitter.addMethod(type, carryState, CodeBlock.of(""), carry);
        MethodSpec.Builder resetState =
                MethodSpec.methodBuilder("resetState").addJavadoc("Lets the next window begin sequences.\n");
        MethodSplitter.addMethod(type, resetState, CodeBlock.of(""), reset);
    }

    private void addGradients() {
        new MatrixFields(context, order, program).addTo(type);
        List<CodeBlock> list = new ArrayList<>();
        StackedTensors.byTensor(plan.model().graph()).forEach((name, parameters) -> {
            if (parameters.stream().anyMatch(p -> plan.model().training().isTrained(p.index()))) {
                List<BlockView> blocks =
                        parameters.stream().map(this::gradientBlock).toList();
                list.add(tensors.tensor(name, StackedTensors.stackedShape(parameters), afterWrite(parameters), blocks));
            }
        });
        addList("gradients", list);
    }

    /** What is to do when the gradient of a tensor has been written: each thing once. */
    private String afterWrite(List<Parameter> parameters) {
        Set<String> all = new LinkedHashSet<>();
        for (Parameter parameter : parameters) {
            Node gradient = plan.gradients().parameters().get(parameter);
            if (gradient != null && optimizer.gradientOf(gradient) instanceof GradientRef.OfMatrix matrix) {
                order.written(matrix.numbers()).forEach(expression -> all.add(expression.toString()));
            }
        }
        return switch (all.size()) {
            case 0 -> "() -> {}";
            case 1 -> "() -> " + all.iterator().next();
            default -> "() -> { " + String.join("; ", all) + "; }";
        };
    }

    private BlockView gradientBlock(Parameter parameter) {
        Node gradient = plan.gradients().parameters().get(parameter);
        if (gradient == null) {
            // The loss does not depend on it, or it is the frozen part of a tensor.
            return tensors.zeros(parameter.shape());
        }
        if (optimizer.gradientOf(gradient) instanceof GradientRef.OfMatrix matrix) {
            return order.view(matrix.numbers(), matrix.owner());
        }
        RowsRef rows = common.memory().locate(gradient, Stage.Kind.ONCE);
        return tensors.block(rows.field().toString(), 0, rows.offset(), gradient.size(), 1, true);
    }

    private void addStates() {
        List<CodeBlock> list = new ArrayList<>();
        for (State state : carried()) {
            String initial = names.of(names.layout(program).initialOf(state.index()));
            BlockView block = tensors.block(initial, 0, 0, program.batch(), state.size(), false);
            list.add(tensors.tensor(state.name(), List.of(program.batch(), state.size()), "() -> {}", List.of(block)));
        }
        addList("states", list);
    }

    private void addInputGradients() {
        List<CodeBlock> list = new ArrayList<>();
        plan.gradients().inputs().forEach((input, gradient) -> list.add(value(input.name(), gradient)));
        plan.gradients().initials().forEach((state, gradient) -> list.add(value(state.name(), gradient)));
        addList("inputGradients", list);
    }

    private void addValues() {
        List<CodeBlock> list = new ArrayList<>();
        plan.model().graph().values().forEach((name, node) -> {
            if (node.isVector()) {
                list.add(value(name, plan.standIns().shown(node)));
            }
        });
        Graph graph = plan.model().graph();
        graph.observed().forEach((path, node) -> {
            if (!graph.values().containsKey(path)) {
                list.add(value(path, plan.standIns().shown(node)));
            }
        });
        addList("values", list);
        if (!graph.observed().isEmpty()) {
            List<CodeBlock> gradients = new ArrayList<>();
            plan.gradients().observed().forEach((path, gradient) -> gradients.add(value(path, gradient)));
            addList("valueGradients", gradients);
        }
    }

    private FieldRef order(Axis axis) {
        return common.memory().extent().order(axis);
    }

    private CodeBlock value(String name, Node node) {
        Domain domain = node.domain();
        RowsRef location = common.memory().locate(node, Stage.Kind.of(domain));
        List<Integer> shape = new ArrayList<>();
        int rows = 1;
        if (domain instanceof Domain.Pair pair) {
            shape.add(program.steps(pair.along()));
            rows *= program.steps(pair.along());
        }
        if (domain.axis().isPresent()) {
            int steps = program.steps(domain.axis().get());
            shape.add(steps);
            rows *= steps;
        }
        if (!domain.isOnce()) {
            shape.add(program.batch());
            rows *= program.batch();
        }
        if (domain instanceof Domain.Pair pair) {
            shape.add(program.steps(pair.over()));
            rows *= program.steps(pair.over());
        }
        shape.add(node.size());
        BlockView block = tensors.block(location.field().toString(), 0, location.offset(), rows, node.size(), false);
        BlockView ordered = domain.isOnce()
                ? block
                : type -> CodeBlock.of(
                        "new $T($L, $L.$L())",
                        ClassName.get(RuntimePackages.GENERATED, "ArrangedBlock"),
                        block.code(type),
                        domain.pair()
                                .map(common.memory().extent()::order)
                                .orElseGet(() -> order(domain.axis().orElse(program.firstAxis()))),
                        domain.isPerStep() || domain.isPair() ? "rowOf" : "placeOf");
        return tensors.tensor(name, shape, "null", List.of(ordered));
    }

    private void addList(String name, List<CodeBlock> elements) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).returns(TensorLists.type());
        MethodSplitter.addList(type, method, CodeBlock.of(""), elements);
    }

    static TypeName typeName(String engine) {
        return ClassName.get("", engine, TYPE);
    }
}
