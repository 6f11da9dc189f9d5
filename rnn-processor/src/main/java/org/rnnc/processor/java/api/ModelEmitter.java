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
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.TensorLists;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.WeightsEmitter;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.runtime.generated.Abi;

/** The public class: parameters, factory methods, and the nested Session, State and Trainer. */
final class ModelEmitter {
    private static final ClassName INFO = ClassName.get(RuntimePackages.MODEL, "ModelInfo");
    private static final ClassName RANDOM = ClassName.get(RuntimePackages.RANDOM, "RandomSource");

    private final MemoryPlan memory;
    private final Plan plan;
    private final ScalarType numbers;
    private final String name;
    private final ClassName self;

    ModelEmitter(MemoryPlan memory) {
        this.memory = memory;
        this.plan = memory.plan();
        this.numbers = ScalarType.of(plan.model());
        this.name = plan.model().name();
        this.self = ClassName.get("", name);
    }

    TypeSpec emit(String fingerprint) {
        boolean streams = plan.step().isPresent();
        ClassName weights = ClassName.get("", EngineEmitter.className(name), WeightsEmitter.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(ClassName.get(RuntimePackages.MODEL, streams ? "StreamingModel" : "Model"))
                .addJavadoc(new Documentation(plan).ofModel())
                .addStaticBlock(CodeBlock.of(
                        "$T.check($L, $S);\n", ClassName.get(RuntimePackages.GENERATED, "Abi"), Abi.VERSION, name))
                .addField(info(fingerprint))
                .addField(FieldSpec.builder(weights, "weights", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", weights)
                        .build())
                .addField(FieldSpec.builder(TensorLists.type(), "parameters", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("weights.tensors()")
                        .build());
        addFactories(type);
        type.addMethod(override("info", INFO).addStatement("return INFO").build());
        type.addMethod(override("parameters", TensorLists.type())
                .addStatement("return parameters")
                .build());
        type.addMethod(override("toString", ClassName.get(String.class))
                .addStatement("return summary()")
                .build());
        addNested(type, streams);
        return type.build();
    }

    private static MethodSpec.Builder override(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns);
    }

    private void addNested(TypeSpec.Builder type, boolean streams) {
        if (streams) {
            type.addMethod(override("newSession", self.nestedClass(SessionEmitter.TYPE))
                    .addStatement("return new Session(this)")
                    .build());
            type.addMethod(override("newState", self.nestedClass(StateEmitter.TYPE))
                    .addStatement(new StateEmitter(memory, numbers).construct("weights"))
                    .build());
        }
        addPredictor(type);
        if (plan.window().isPresent()) {
            type.addMethod(override("newTrainer", self.nestedClass(TrainerEmitter.TYPE))
                    .addStatement("return new Trainer(this)")
                    .build());
        } else {
            type.addMethod(override("newTrainer", ClassName.get(RuntimePackages.MODEL, "Trainer"))
                    .addStatement(
                            "throw new $T($S)",
                            UnsupportedOperationException.class,
                            name + " declares no loss, so it cannot be trained")
                    .build());
        }
        if (streams) {
            type.addType(new SessionEmitter(memory, numbers).emit());
            type.addType(new StateEmitter(memory, numbers).emit());
        }
        type.addType(new PredictorEmitter(plan, numbers).emit());
        if (plan.window().isPresent()) {
            type.addType(new TrainerEmitter(plan, numbers).emit());
        }
    }

    private void addPredictor(TypeSpec.Builder type) {
        List<Axis> axes = plan.prediction().axes();
        ClassName checks = ClassName.get(RuntimePackages.GENERATED, "SequenceChecks");
        String room = "maxSteps, ".repeat(axes.size());
        type.addMethod(override("newPredictor", self.nestedClass(PredictorEmitter.TYPE))
                .addParameter(TypeName.INT, "maxSteps")
                .addParameter(TypeName.INT, "maxBatch")
                .addStatement("$T.room(maxSteps, maxBatch)", checks)
                .addStatement("return new Predictor(this, $LmaxBatch)", room)
                .build());
        if (axes.size() == 1) {
            return;
        }
        MethodSpec.Builder method = override("newPredictor", self.nestedClass(PredictorEmitter.TYPE))
                .addParameter(ArrayTypeName.of(TypeName.INT), "maxSteps")
                .addParameter(TypeName.INT, "maxBatch")
                .addStatement("$T.axes($S, $S, maxSteps, $L)", checks, "maxSteps", name, axes.size());
        List<String> arguments = new ArrayList<>(List.of("this"));
        for (int i = 0; i < axes.size(); i++) {
            method.addStatement("$T.room(maxSteps[$L], maxBatch)", checks, i);
            arguments.add("maxSteps[" + i + "]");
        }
        arguments.add("maxBatch");
        type.addMethod(method.addStatement("return new Predictor($L)", String.join(", ", arguments))
                .build());
    }

    private FieldSpec info(String fingerprint) {
        Graph graph = plan.model().graph();
        return FieldSpec.builder(INFO, "INFO", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(CodeBlock.of(
                        "new $T(\n$>$>$S,\n$S,\n$T.$L,\n$L.name(),\n$L,\n$L,\n$L,\n$L,\n$L,\n$L$L)$<$<",
                        INFO,
                        name,
                        fingerprint,
                        ClassName.get(RuntimePackages.ANNOTATION, "Precision"),
                        plan.model().precision().name(),
                        EngineEmitter.className(name),
                        plan.model().training().window(graph.axes().get(0)).steps(),
                        plan.model().training().batch(),
                        specs(DataParameter.given(graph)),
                        specs(DataParameter.outputs(graph)),
                        specs(DataParameter.targets(graph)),
                        plan.model().training().carryState(),
                        more(graph)))
                .build();
    }

    /** What a model has to say of itself that names axes, or feeds tokens back. */
    private CodeBlock more(Graph graph) {
        List<DataParameter> fedBack = DataParameter.fedBack(graph);
        if (graph.axes().equals(List.of(Axis.TIME)) && fedBack.isEmpty()) {
            return CodeBlock.of("");
        }
        List<CodeBlock> axes = graph.axes().stream()
                .map(axis -> CodeBlock.of(
                        "new $T($S, $L$L)",
                        ClassName.get(RuntimePackages.MODEL, "AxisSpec"),
                        axis.name(),
                        plan.model().training().window(axis).steps(),
                        axis.isTree() ? ", true" : ""))
                .toList();
        return CodeBlock.of(
                ",\n$T.of($L),\n$T.of($L)",
                List.class,
                CodeBlock.join(axes, ", "),
                List.class,
                CodeBlock.join(fedBack.stream().map(DataParameter::fedBackSpec).toList(), ", "));
    }

    private static CodeBlock specs(List<DataParameter> data) {
        return CodeBlock.of(
                "$T.of($L)",
                List.class,
                CodeBlock.join(data.stream().map(DataParameter::spec).toList(), ", "));
    }

    private void addFactories(TypeSpec.Builder type) {
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(RANDOM, "random")
                .addStatement("weights.initialize(random)")
                .build());
        type.addMethod(MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(
                        "A new model with the parameters that the spec's seed gives.\n\n@return a model of its own\n")
                .returns(self)
                .addStatement("return create($LL)", plan.model().training().seed())
                .build());
        type.addMethod(MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("A new model with freshly drawn parameters.\n\n@param seed the same seed gives the same"
                        + " parameters, on every machine\n@return a model of its own\n")
                .returns(self)
                .addParameter(TypeName.LONG, "seed")
                .addStatement("return new $T($T.of(seed))", self, RANDOM)
                .build());
    }
}
