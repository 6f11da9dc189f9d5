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
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.MaskEmitter;
import org.rnnc.processor.java.engine.NormEmitter;
import org.rnnc.processor.java.engine.WindowEmitter;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;

/** The nested {@code Trainer}: runs training windows and changes the model's parameters. */
final class TrainerEmitter {
    static final String TYPE = "Trainer";
    private static final ClassName BATCH = ClassName.get(RuntimePackages.MODEL, "Batch");
    private static final ClassName SUM = ClassName.get(RuntimePackages.GENERATED, "GradientSum");
    private static final String DRAW = "window.drawMasks(updates + 1)";
    private static final List<String> LISTS =
            List.of("gradients", "inputGradients", "states", "optimizerState", "values");

    private final Plan plan;
    private final Program program;
    private final AxisNames words;
    private final ScalarType numbers;
    private final List<DataParameter> data;

    TrainerEmitter(Plan plan, ScalarType numbers) {
        this.plan = plan;
        this.program = plan.window().orElseThrow();
        this.words = AxisNames.of(program);
        this.numbers = numbers;
        this.data = new ArrayList<>(DataParameter.given(plan.model().graph()));
        this.data.addAll(DataParameter.targets(plan.model().graph()));
    }

    private boolean observes() {
        return !plan.model().graph().observed().isEmpty();
    }

    private List<String> lists() {
        List<String> lists = new ArrayList<>(LISTS);
        if (observes()) {
            lists.add("valueGradients");
        }
        return lists;
    }

    TypeSpec emit() {
        String model = plan.model().name();
        ClassName window = ClassName.get("", EngineEmitter.className(model), WindowEmitter.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(ClassName.get(RuntimePackages.MODEL, "Trainer"))
                .addJavadoc(
                        "Trains a model in windows of $L, without allocating. A trainer belongs to one thread; nobody else"
                                + " may step the model while it trains.\n\n<p>Data lie flat, step by step: [step][sequence],"
                                + " and [step][sequence][element] of vectors.\n",
                        Documentation.ofWindow(program))
                .addField(ClassName.get("", model), "model", Modifier.PRIVATE, Modifier.FINAL)
                .addField(FieldSpec.builder(window, "window", Modifier.PRIVATE, Modifier.FINAL)
                        .build());
        for (String list : lists()) {
            type.addField(TensorLists.type(), list, Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addField(SUM, "sum", Modifier.PRIVATE, Modifier.FINAL);
        type.addField(TypeName.LONG, "updates", Modifier.PRIVATE).addMethod(constructor(model, window));
        addWork(
                type,
                "train",
                "Trains on one window: forward, backward, one update of the parameters.",
                withMasks(DRAW, "window.forward()", "window.backward()", "window.update(++updates)", "advanceState()"));
        addWork(
                type,
                "evaluate",
                "Runs one window forward only. Parameters and recurrent states stay as they are.",
                withMasks("window.expectMasks()", "window.forward()"));
        addWork(
                type,
                "gradients",
                "Computes the gradients of one window. Parameters and recurrent states stay as they are.",
                withMasks(DRAW, "window.forward()", "window.backward()"));
        type.addMethod(accessor("addGradients", TypeName.VOID)
                .addParameter(TensorLists.type(), "gradients")
                .addStatement("sum.add(gradients)")
                .build());
        type.addMethod(accessor("update", TypeName.VOID)
                .addStatement("sum.checkFinite()")
                .addStatement("window.update(++updates)")
                .build());
        type.addMethod(fillBatch());
        addFill(type);
        addAccessors(type, model);
        return type.build();
    }

    /** @param masks what fills in random masks, where there are any */
    private List<String> withMasks(String masks, String... work) {
        List<String> all = new ArrayList<>(List.of(work));
        if (MaskEmitter.isNeeded(program)) {
            all.add(0, masks);
        }
        return all;
    }

    private MethodSpec constructor(String model, ClassName window) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ClassName.get("", model), "model")
                .addStatement("this.model = model")
                .addStatement("this.window = new $T(model.weights)", window);
        if (plan.states().stream().anyMatch(state -> state.from() != 0)) {
            constructor.addStatement("window.resetState()");
        }
        if (MaskEmitter.isNeeded(program)) {
            constructor.addStatement("setSequenceIds(null)");
        }
        for (String list : lists()) {
            constructor.addStatement("this.$L = window.$L()", list, list);
        }
        return constructor.addStatement("this.sum = new $T(gradients)", SUM).build();
    }

    /** What is done with a window: a method for arrays of full length, one with lengths, and one for a batch. */
    private void addWork(TypeSpec.Builder type, String name, String documentation, List<String> work) {
        String all = data.stream().map(DataParameter::parameter).collect(Collectors.joining(", "));
        String filled = name + "Window";
        if (program.axes().stream().noneMatch(Axis::isTree)) {
            type.addMethod(typed(name, documentation, false)
                    .addStatement(
                            "return $L($L$L)",
                            name,
                            all,
                            ", null".repeat(program.axes().size()))
                    .build());
        }
        MethodSpec.Builder ofLengths = typed(name, documentation, true);
        program.axes().forEach(axis -> ofLengths.addParameter(ArrayTypeName.of(TypeName.INT), lengths(axis)));
        type.addMethod(ofLengths
                .addStatement("fill($L, $L)", all, allLengths())
                .addStatement("return $L()", filled)
                .build());
        type.addMethod(accessor(name, TypeName.DOUBLE)
                .addParameter(BATCH, "batch")
                .addStatement("fill(batch)")
                .addStatement("return $L()", filled)
                .build());
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(filled).addModifiers(Modifier.PRIVATE).returns(numbers.type());
        work.forEach(method::addStatement);
        type.addMethod(method.addStatement("return window.loss()").build());
    }

    /** A parameter whose name no datum has. */
    private String lengths(Axis axis) {
        String name = words.lengths(axis);
        while (isTaken(name)) {
            name += "_";
        }
        return name;
    }

    private boolean isTaken(String name) {
        return data.stream().anyMatch(datum -> datum.parameter().equals(name));
    }

    private String allLengths() {
        return program.axes().stream().map(this::lengths).collect(Collectors.joining(", "));
    }

    private String lengthsOf(DataParameter datum) {
        return datum.domain()
                .axis()
                .map(axis -> axis.isTree() ? "window." + words.nodeCounts(axis) + "()" : lengths(axis))
                .orElse("null");
    }

    private MethodSpec.Builder typed(String name, String documentation, boolean lengths) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(numbers.type())
                .addJavadoc("$L\n\n", documentation);
        for (DataParameter datum : data) {
            method.addParameter(datum.array(numbers), datum.parameter());
            method.addJavadoc(
                    "@param $L $L\n", datum.parameter(), datum.windowShape(datum.steps(program), program.batch()));
        }
        for (Axis axis : lengths ? program.axes() : List.<Axis>of()) {
            if (axis.isTree()) {
                method.addJavadoc(
                        "@param $L what the trees look like, see {@link $T}\n", lengths(axis), PredictorData.TREES);
                continue;
            }
            method.addJavadoc(
                    "@param $L [$L], how many steps$L of each sequence exist, 0 to $L; null for all\n",
                    lengths(axis),
                    program.batch(),
                    words.isOne() ? "" : " of " + Documentation.escape(axis.name()),
                    program.steps(axis));
        }
        method.addJavadoc("@return the loss$L\n", name.equals("train") ? " before the update" : "");
        return method.addJavadoc(
                "@throws IllegalArgumentException if a length is wrong, a token out of range or a number NaN; then nothing"
                        + " has changed\n");
    }

    private MethodSpec fillBatch() {
        List<CodeBlock> arguments = new ArrayList<>();
        int inputs = DataParameter.given(plan.model().graph()).size();
        for (int i = 0; i < data.size(); i++) {
            String method = i < inputs ? "input" : "target";
            arguments.add(data.get(i)
                    .fromBatch(
                            method,
                            i < inputs ? i : i - inputs,
                            numbers,
                            data.get(i).steps(program),
                            program.batch()));
        }
        program.axes()
                .forEach(axis -> arguments.add(
                        axis.isTree()
                                ? CodeBlock.of("batch.treesAlong($S)", axis.name())
                                : words.isOne()
                                        ? CodeBlock.of("batch.lengths()")
                                        : CodeBlock.of("batch.lengthsAlong($S)", axis.name())));
        MethodSpec.Builder method = MethodSpec.methodBuilder("fill")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(BATCH, "batch")
                .addStatement("$T.batch(batch, INFO)", DataParameter.ARGUMENTS)
                .addStatement("fill($>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"));
        if (MaskEmitter.isNeeded(program)) {
            method.addStatement("setSequenceIds(batch.ids())");
        }
        return method.build();
    }

    /** Checks everything, then copies everything: bad data changes nothing. */
    private void addFill(TypeSpec.Builder type) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("fill").addModifiers(Modifier.PRIVATE);
        data.forEach(datum -> method.addParameter(datum.array(numbers), datum.parameter()));
        List<CodeBlock> code = new ArrayList<>();
        for (Axis axis : program.axes()) {
            method.addParameter(ArrayTypeName.of(TypeName.INT), lengths(axis));
            if (axis.isTree()) {
                code.add(CodeBlock.of(
                        "window.$L($S, $L);\n", words.checkTrees(axis), words.lengths(axis), lengths(axis)));
                continue;
            }
            code.add(CodeBlock.of(
                    "$T.lengths($S, $L, $L, $L);\n",
                    DataParameter.ARGUMENTS,
                    words.lengths(axis),
                    lengths(axis),
                    program.batch(),
                    program.steps(axis)));
        }
        for (NodeSteps places : program.nodeSteps()) {
            code.add(CodeBlock.of(
                    "window.$L($S, $L, $L, $L);\n",
                    words.check(places),
                    words.lengths(places.tree()),
                    program.steps(places.steps()),
                    program.batch(),
                    lengths(places.steps())));
        }
        data.forEach(datum -> code.add(check(datum)));
        code.add(CodeBlock.of("window.arrange($L);\n", allLengths()));
        data.forEach(datum -> code.add(take(datum, datum.parameter())));
        DataParameter.fedBack(plan.model().graph()).forEach(fed -> code.add(take(fed, targetOf(fed))));
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), code);
    }

    private CodeBlock check(DataParameter datum) {
        Graph graph = plan.model().graph();
        int steps = datum.steps(program);
        if (!datum.isTarget() && DataMethods.isOfLeaves(graph, datum)) {
            return CodeBlock.of(
                    "$Lwindow.$L($L, 0);\n",
                    datum.checkWindowLength(steps, program.batch()),
                    DataMethods.check(graph, datum),
                    datum.parameter());
        }
        return datum.checkWindow(steps, program.batch(), lengthsOf(datum));
    }

    private CodeBlock take(DataParameter datum, String from) {
        return CodeBlock.of("window.$L($L);\n", DataMethods.take(plan.model().graph(), datum), from);
    }

    private String targetOf(DataParameter fed) {
        String output = fed.fedBack().orElseThrow().output();
        return data.stream()
                .filter(datum -> datum.isTarget() && datum.name().equals(output))
                .findFirst()
                .orElseThrow()
                .parameter();
    }

    private void addAccessors(TypeSpec.Builder type, String model) {
        type.addMethod(accessor("model", ClassName.get("", model))
                .addStatement("return model")
                .build());
        type.addMethod(accessor("toString", ClassName.get(String.class))
                .addStatement("return summary()")
                .build());
        for (String list : LISTS.subList(0, 4)) {
            type.addMethod(accessor(list, TensorLists.type())
                    .addStatement("return $L", list)
                    .build());
        }
        addFinder(type, "values", "model " + model + " has no value");
        if (observes()) {
            addFinder(type, "valueGradients", "model " + model + " observes no gradient of");
        }
        if (MaskEmitter.isNeeded(program)) {
            type.addMethod(accessor("setSequenceIds", TypeName.VOID)
                    .addParameter(ArrayTypeName.of(TypeName.LONG), "ids")
                    .addStatement("window.setSequenceIds(ids)")
                    .build());
        }
        if (MaskEmitter.isSampled(program)) {
            type.addMethod(accessor("sampling", TypeName.DOUBLE)
                    .addStatement("return window.sampling()")
                    .build());
            type.addMethod(accessor("setSampling", TypeName.VOID)
                    .addParameter(TypeName.DOUBLE, "probability")
                    .addStatement("window.setSampling(probability)")
                    .build());
        }
        type.addMethod(accessor("advanceState", TypeName.VOID)
                .addStatement(plan.model().training().carryState() ? "window.carryState()" : "window.resetState()")
                .build());
        type.addMethod(accessor("resetState", TypeName.VOID)
                .addStatement("window.resetState()")
                .build());
        type.addMethod(accessor("updates", TypeName.LONG)
                .addStatement("return updates")
                .build());
        type.addMethod(accessor("setUpdates", TypeName.VOID)
                .addParameter(TypeName.LONG, "updates")
                .addStatement("this.updates = $T.updates($S, updates)", DataParameter.ARGUMENTS, "updates")
                .build());
        type.addMethod(MethodSpec.methodBuilder("learningRate")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.DOUBLE)
                .addStatement("return window.learningRate()")
                .build());
        type.addMethod(MethodSpec.methodBuilder("setLearningRate")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.DOUBLE, "learningRate")
                .addStatement("window.setLearningRate(learningRate)")
                .build());
        if (NormEmitter.seesAll(plan)) {
            type.addMethod(accessor("areGradientsFinite", TypeName.BOOLEAN)
                    .addStatement("return window.areGradientsFinite()")
                    .build());
        }
    }

    private static void addFinder(TypeSpec.Builder type, String list, String complaint) {
        type.addMethod(accessor(list, TensorLists.ELEMENT)
                .addParameter(String.class, "name")
                .addStatement(
                        "return $T.find($L, name, $S)",
                        ClassName.get(RuntimePackages.TENSOR, "Tensors"),
                        list,
                        complaint)
                .build());
    }

    private static MethodSpec.Builder accessor(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }
}
