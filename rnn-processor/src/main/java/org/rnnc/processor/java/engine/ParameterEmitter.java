// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;

/** What the public class asks of the weights: first values, tensors that show them, and what states start from. */
final class ParameterEmitter {
    private static final ClassName RANDOM = ClassName.get(RuntimePackages.RANDOM, "RandomSource");

    /** Whose fields they are, whatever a method's parameters are called. */
    private static final String OWNER = "this";

    private final EmissionContext context;
    private final Plan plan;
    private final FieldNames names;
    private final WeightOrder order;
    private final TypeSpec.Builder type;

    ParameterEmitter(EmissionContext context, WeightOrder order, TypeSpec.Builder type) {
        this.context = context;
        this.plan = context.plan();
        this.names = context.names();
        this.order = order;
        this.type = type;
    }

    void add() {
        addInitialize();
        addTensors();
        if (plan.step().isPresent()) {
            addStarts();
        }
    }

    private BlockView view(Parameter parameter) {
        return order.view(names.factors(plan.packs().of(parameter), OWNER), parameter);
    }

    private void addInitialize() {
        List<CodeBlock> starts = new ArrayList<>();
        plan.model()
                .graph()
                .parameters()
                .forEach(parameter -> starts.add(
                        InitializerEmitter.start(parameter, view(parameter).code(context.numbers()))));
        starts.add(CodeBlock.of("refresh();\n"));
        MethodSpec.Builder method = MethodSpec.methodBuilder("initialize")
                .addJavadoc("Draws the first values of new parameters, which are zeros.\n")
                .addParameter(RANDOM, "random");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), starts);
    }

    private void addTensors() {
        TensorEmitter tensors = new TensorEmitter(context.numbers());
        List<CodeBlock> list = new ArrayList<>();
        StackedTensors.byTensor(plan.model().graph()).forEach((tensor, parameters) -> {
            List<BlockView> blocks = parameters.stream().map(this::view).toList();
            CodeBlock made =
                    tensors.tensor(tensor, StackedTensors.stackedShape(parameters), OWNER + "::refresh", blocks);
            list.add(withOtherNames(tensor, made));
        });
        MethodSpec.Builder method = MethodSpec.methodBuilder("tensors")
                .addJavadoc("The parameters as users know them; what is written there is seen by kernels.\n")
                .returns(TensorLists.type());
        MethodSplitter.addList(type, method, CodeBlock.of(""), list);
    }

    private CodeBlock withOtherNames(String tensor, CodeBlock made) {
        List<CodeBlock> others = new ArrayList<>();
        plan.model().graph().aliases().forEach((name, own) -> {
            if (own.equals(tensor)) {
                others.add(CodeBlock.of("$S", name));
            }
        });
        return others.isEmpty() ? made : CodeBlock.of("$L\n.alsoCalled($L)", made, CodeBlock.join(others, ", "));
    }

    /** The method is there if a state starts from what is learned. */
    private void addStarts() {
        StateStarts starts = new StateStarts(context.memory());
        if (!starts.areLearned()) {
            return;
        }
        StateLayout layout = new StateLayout(plan);
        Memory memory = new Memory(plan, names, plan.step().orElseThrow(), OWNER);
        List<CodeBlock> code = new ArrayList<>();
        for (StateStarts.Learned start : starts.learned()) {
            RowsRef from = memory.locate(start.value(), Stage.Kind.ONCE);
            int row = layout.rowOf(start.state());
            int size = start.state().size();
            code.add(
                    start.value().size() == size
                            ? CodeBlock.of(
                                    "$T.arraycopy($L, $L, state[$L], 0, $L);\n",
                                    System.class,
                                    from.row(),
                                    from.offset(),
                                    row,
                                    size)
                            : CodeBlock.of(
                                    "$T.fill(state[$L], 0, $L, $L);\n",
                                    java.util.Arrays.class,
                                    row,
                                    size,
                                    from.number()));
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("begin")
                .addJavadoc("Sets what of a running state starts from learned numbers.\n")
                .addParameter(context.numbers().rows(), "state");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), code);
    }
}
