// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;
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
        type.addMethod(override("newPredictor", self.nestedClass(PredictorEmitter.TYPE))
                .addParameter(TypeName.INT, "maxSteps")
                .addParameter(TypeName.INT, "maxBatch")
                .addStatement("$T.room(maxSteps, maxBatch)", ClassName.get(RuntimePackages.GENERATED, "SequenceChecks"))
                .addStatement("return new Predictor(this, maxSteps, maxBatch)")
                .build());
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

    private FieldSpec info(String fingerprint) {
        Graph graph = plan.model().graph();
        return FieldSpec.builder(INFO, "INFO", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(CodeBlock.of(
                        "new $T(\n$>$>$S,\n$S,\n$T.$L,\n$L.name(),\n$L,\n$L,\n$L,\n$L,\n$L,\n$L)$<$<",
                        INFO,
                        name,
                        fingerprint,
                        ClassName.get(RuntimePackages.ANNOTATION, "Precision"),
                        plan.model().precision().name(),
                        EngineEmitter.className(name),
                        plan.model().training().window(),
                        plan.model().training().batch(),
                        specs(DataParameter.inputs(graph)),
                        specs(DataParameter.outputs(graph)),
                        specs(DataParameter.targets(graph)),
                        plan.model().training().carryState()))
                .build();
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
