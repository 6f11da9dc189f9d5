// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.resolve.Signature;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.TensorLists;

/**
 * The class of a model that has errors: the signatures its users call, so that javac reports our errors and not every
 * line that names the class.
 */
public final class StubEmitter {

    private final Signature signature;
    private final TypeName number;
    private final ClassName self;
    private final AxisNames words;

    private StubEmitter(Signature signature) {
        this.signature = signature;
        this.number = signature.precision() == ModelSpec.Precision.DOUBLE ? TypeName.DOUBLE : TypeName.FLOAT;
        this.self = ClassName.get("", signature.name());
        this.words = new AxisNames(signature.axes());
    }

    private boolean hasOneAxis() {
        return signature.axes().size() == 1;
    }

    /** Whether what trees look like must always be said. */
    private boolean overTrees() {
        return signature.axes().stream().anyMatch(Axis::isTree);
    }

    /** Whether a session takes it at each step: all but what a sequence begins with. */
    private boolean isOfStep(Signature.DataSpec data) {
        return hasOneAxis()
                ? !data.perSequence()
                : signature.fedBack().stream().anyMatch(fed -> fed.axis().equals(data.axis())) && !data.perSequence();
    }

    /** What a session takes and gives at each step. */
    private List<Signature.DataSpec> inputsOfStep() {
        List<Signature.DataSpec> inputs = new ArrayList<>(signature.inputs());
        inputs.removeIf(input -> !isOfStep(input));
        signature.fedBack().forEach(fed -> inputs.add(before(fed)));
        return inputs;
    }

    private List<Signature.DataSpec> outputsOfStep() {
        List<Signature.DataSpec> outputs = new ArrayList<>(signature.outputs());
        outputs.removeIf(output -> !hasOneAxis() && !isOfStep(output));
        return outputs;
    }

    private static Signature.DataSpec before(Signature.DataSpec fed) {
        String name = Identifier.ofLabel("previous " + fed.name());
        return new Signature.DataSpec(name, fed.kind(), false, fed.axis());
    }

    public static JavaFile emit(Signature signature, String packageName, boolean open) {
        return JavaEmitter.publicFile(packageName, new StubEmitter(signature).type(), open);
    }

    private TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(signature.name())
                .addModifiers(Modifier.FINAL)
                .addJavadoc("A placeholder: the spec of this model has errors.\n")
                .addSuperinterface(ClassName.get(RuntimePackages.MODEL, "StreamingModel"))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(method("create", self).addModifiers(Modifier.STATIC).build())
                .addMethod(method("create", self)
                        .addModifiers(Modifier.STATIC)
                        .addParameter(TypeName.LONG, "seed")
                        .build())
                .addMethod(override("info", ClassName.get(RuntimePackages.MODEL, "ModelInfo"))
                        .build())
                .addMethod(override("parameters", TensorLists.type()).build())
                .addMethod(override("newSession", self.nestedClass(SessionEmitter.TYPE))
                        .build())
                .addMethod(override("newState", self.nestedClass(StateEmitter.TYPE))
                        .build())
                .addMethod(override("newPredictor", self.nestedClass(PredictorEmitter.TYPE))
                        .addParameter(TypeName.INT, "maxSteps")
                        .addParameter(TypeName.INT, "maxBatch")
                        .build())
                .addMethod(override("newTrainer", self.nestedClass(TrainerEmitter.TYPE))
                        .build())
                .addType(session())
                .addType(state())
                .addType(predictor())
                .addType(trainer());
        if (!hasOneAxis()) {
            type.addMethod(override("newPredictor", self.nestedClass(PredictorEmitter.TYPE))
                    .addParameter(ArrayTypeName.of(TypeName.INT), "maxSteps")
                    .addParameter(TypeName.INT, "maxBatch")
                    .build());
        }
        return type.build();
    }

    private MethodSpec.Builder method(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns)
                .addStatement(
                        "throw new $T($S)",
                        IllegalStateException.class,
                        "the spec of " + signature.name() + " has errors");
    }

    private MethodSpec.Builder override(String name, TypeName returns) {
        return method(name, returns).addAnnotation(Override.class);
    }

    private static TypeSpec.Builder nested(String name) {
        return TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(ClassName.get(RuntimePackages.MODEL, name))
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
    }

    private TypeSpec session() {
        List<ParameterSpec> step = stepParameters();
        for (Signature.DataSpec output : outputsOfStep()) {
            step.add(parameter(ArrayTypeName.of(number), output.name(), step));
        }
        TypeSpec.Builder type = nested(SessionEmitter.TYPE)
                .addMethod(override("model", self).build())
                .addMethod(method("step", TypeName.VOID).addParameters(step).build())
                .addMethod(override("step", TypeName.VOID)
                        .addParameter(ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE), "state")
                        .addParameter(ArrayTypeName.of(Object.class), "inputs")
                        .addParameter(ArrayTypeName.of(Object.class), "outputs")
                        .build());
        addOtherSteps(type);
        List<ParameterSpec> start = startParameters();
        if (start.size() > 1) {
            type.addMethod(method("start", TypeName.VOID).addParameters(start).build());
        }
        return type.build();
    }

    /** A step within larger arrays, and those of many states. */
    private void addOtherSteps(TypeSpec.Builder type) {
        List<ParameterSpec> within = new ArrayList<>();
        List<ParameterSpec> many = new ArrayList<>();
        within.add(ParameterSpec.builder(self.nestedClass(StateEmitter.TYPE), "state")
                .build());
        ParameterSpec states = ParameterSpec.builder(
                        ArrayTypeName.of(ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE)), "states")
                .build();
        many.add(states);
        many.add(ParameterSpec.builder(TypeName.INT, "count").build());
        List<Signature.DataSpec> specs = new ArrayList<>(inputsOfStep());
        int inputs = specs.size();
        specs.addAll(outputsOfStep());
        for (int i = 0; i < specs.size(); i++) {
            Signature.DataSpec spec = specs.get(i);
            boolean isToken = i < inputs && spec.kind() == Signature.Kind.TOKEN;
            many.add(parameter(ArrayTypeName.of(isToken ? TypeName.INT : number), spec.name(), many));
            within.add(parameter(isToken ? TypeName.INT : ArrayTypeName.of(number), spec.name(), within));
            addOffset(within, spec, !isToken);
        }
        // Where no array is known to begin within one, it is the plain step.
        boolean hasOffsets = within.size() > 1 + specs.size();
        if (hasOffsets && specs.size() <= PredictorData.MOST_ARRAYS_WITH_OFFSETS) {
            type.addMethod(method("step", TypeName.VOID).addParameters(within).build());
        }
        type.addMethod(method("step", TypeName.VOID).addParameters(many).build())
                .addMethod(override("step", TypeName.VOID)
                        .addParameter(states)
                        .addParameter(TypeName.INT, "count")
                        .addParameter(ArrayTypeName.of(Object.class), "inputs")
                        .addParameter(ArrayTypeName.of(Object.class), "outputs")
                        .build());
    }

    /** A state, and the inputs that go with it at each step. */
    private List<ParameterSpec> stepParameters() {
        List<ParameterSpec> parameters = state("state");
        inputsOfStep().forEach(input -> parameters.add(parameter(one(input), input.name(), parameters)));
        return parameters;
    }

    /** A state, and the inputs that go with it at its beginning: whole sequences, where they are along other axes. */
    private List<ParameterSpec> startParameters() {
        List<ParameterSpec> parameters = state("state");
        for (Signature.DataSpec input : signature.inputs()) {
            if (!isOfStep(input)) {
                TypeName type = hasOneAxis() ? one(input) : many(input);
                parameters.add(parameter(type, input.name(), parameters));
            }
        }
        return parameters;
    }

    private List<ParameterSpec> state(String name) {
        return new ArrayList<>(List.of(
                ParameterSpec.builder(self.nestedClass(StateEmitter.TYPE), name).build()));
    }

    private TypeName one(Signature.DataSpec input) {
        return input.kind() == Signature.Kind.TOKEN ? TypeName.INT : many(input);
    }

    private TypeName many(Signature.DataSpec input) {
        return ArrayTypeName.of(input.kind() == Signature.Kind.TOKEN ? TypeName.INT : number);
    }

    private TypeSpec state() {
        ClassName general = ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE);
        return nested(StateEmitter.TYPE)
                .addMethod(override("tensors", TensorLists.type()).build())
                .addMethod(override("reset", TypeName.VOID).build())
                .addMethod(override("copyFrom", TypeName.VOID)
                        .addParameter(general, "other")
                        .build())
                .addMethod(override("copy", self.nestedClass(StateEmitter.TYPE)).build())
                .addMethod(override("size", TypeName.INT).build())
                .build();
    }

    private TypeSpec predictor() {
        TypeSpec.Builder type = nested(PredictorEmitter.TYPE)
                .addMethod(override("model", self).build())
                .addMethod(override("maxSteps", TypeName.INT).build())
                .addMethod(override("maxBatch", TypeName.INT).build())
                .addMethod(override("read", TypeName.VOID)
                        .addParameter(String.class, "name")
                        .addParameter(Object.class, "values")
                        .build());
        if (!hasOneAxis()) {
            return predictorOfAxes(type);
        }
        ParameterSpec steps = ParameterSpec.builder(TypeName.INT, "steps").build();
        ParameterSpec batch = ParameterSpec.builder(TypeName.INT, "batch").build();
        ParameterSpec lengths =
                ParameterSpec.builder(ArrayTypeName.of(TypeName.INT), "lengths").build();
        ParameterSpec states = ParameterSpec.builder(
                        ArrayTypeName.of(ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE)), "states")
                .build();
        if (overTrees()) {
            type.addMethod(run(List.of(steps, batch, lengths), false));
        } else {
            type.addMethod(run(List.of(steps, batch), false)).addMethod(run(List.of(steps, lengths), false));
        }
        type.addMethod(run(List.of(steps, batch, lengths, states), true));
        return type.addMethod(override("run", TypeName.VOID)
                        .addParameters(List.of(steps, batch, lengths, states))
                        .addParameter(ArrayTypeName.of(Object.class), "inputs")
                        .addParameter(ArrayTypeName.of(Object.class), "outputs")
                        .build())
                .build();
    }

    private TypeSpec predictorOfAxes(TypeSpec.Builder type) {
        List<ParameterSpec> steps = words.axes().stream()
                .map(axis ->
                        ParameterSpec.builder(TypeName.INT, words.steps(axis)).build())
                .toList();
        ParameterSpec batch = ParameterSpec.builder(TypeName.INT, "batch").build();
        List<ParameterSpec> lengths = lengths();
        List<ParameterSpec> all =
                Stream.of(steps, List.of(batch), lengths).flatMap(List::stream).toList();
        if (overTrees()) {
            type.addMethod(run(all, false));
        } else {
            type.addMethod(run(Stream.concat(steps.stream(), Stream.of(batch)).toList(), false))
                    .addMethod(
                            run(Stream.concat(steps.stream(), lengths.stream()).toList(), false));
        }
        return type.addMethod(run(all, true))
                .addMethod(override("run", TypeName.VOID)
                        .addParameter(TypeName.INT, "steps")
                        .addParameter(TypeName.INT, "batch")
                        .addParameter(ArrayTypeName.of(TypeName.INT), "lengths")
                        .addParameter(
                                ArrayTypeName.of(ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE)), "states")
                        .addParameter(ArrayTypeName.of(Object.class), "inputs")
                        .addParameter(ArrayTypeName.of(Object.class), "outputs")
                        .build())
                .build();
    }

    private List<ParameterSpec> lengths() {
        return words.axes().stream()
                .map(axis -> ParameterSpec.builder(
                                ArrayTypeName.of(TypeName.INT), words.lengths(axis) + (hasOneAxis() ? "__" : ""))
                        .build())
                .toList();
    }

    private MethodSpec run(List<ParameterSpec> sizes, boolean offsets) {
        List<ParameterSpec> parameters = new ArrayList<>(sizes);
        List<Signature.DataSpec> inputs = new ArrayList<>(signature.inputs());
        signature.fedBack().forEach(fed -> inputs.add(before(fed)));
        for (Signature.DataSpec input : inputs) {
            boolean isToken = input.kind() == Signature.Kind.TOKEN;
            parameters.add(parameter(ArrayTypeName.of(isToken ? TypeName.INT : number), input.name(), parameters));
            addOffset(parameters, input, offsets);
        }
        for (Signature.DataSpec output : signature.outputs()) {
            parameters.add(parameter(ArrayTypeName.of(number), output.name(), parameters));
            addOffset(parameters, output, offsets);
        }
        return method("run", TypeName.VOID).addParameters(parameters).build();
    }

    private static void addOffset(List<ParameterSpec> parameters, Signature.DataSpec spec, boolean offsets) {
        if (offsets) {
            parameters.add(parameter(TypeName.INT, spec.name() + "From", parameters));
        }
    }

    private TypeSpec trainer() {
        TypeSpec.Builder type = nested(TrainerEmitter.TYPE);
        List<ParameterSpec> parameters = new ArrayList<>();
        addData(parameters, signature.inputs(), "");
        addData(parameters, signature.targets(), "Target");
        for (String name : List.of("train", "evaluate", "gradients")) {
            // Without data it would be the one that gives the gradients.
            if (!parameters.isEmpty() && !overTrees()) {
                type.addMethod(method(name, number).addParameters(parameters).build());
            }
            type.addMethod(override(name, TypeName.DOUBLE)
                    .addParameter(ClassName.get(RuntimePackages.MODEL, "Batch"), "batch")
                    .build());
            type.addMethod(method(name, number)
                    .addParameters(parameters)
                    .addParameters(lengths())
                    .build());
        }
        for (String name : List.of("gradients", "inputGradients", "states", "optimizerState")) {
            type.addMethod(override(name, TensorLists.type()).build());
        }
        return type.addMethod(override("model", self).build())
                .addMethod(override("learningRate", TypeName.DOUBLE).build())
                .addMethod(override("setLearningRate", TypeName.VOID)
                        .addParameter(TypeName.DOUBLE, "learningRate")
                        .build())
                .addMethod(override("values", TensorLists.ELEMENT)
                        .addParameter(String.class, "name")
                        .build())
                .addMethod(override("addGradients", TypeName.VOID)
                        .addParameter(TensorLists.type(), "gradients")
                        .build())
                .addMethod(override("update", TypeName.VOID).build())
                .addMethod(override("advanceState", TypeName.VOID).build())
                .addMethod(override("resetState", TypeName.VOID).build())
                .addMethod(override("updates", TypeName.LONG).build())
                .addMethod(override("setUpdates", TypeName.VOID)
                        .addParameter(TypeName.LONG, "updates")
                        .build())
                .build();
    }

    private void addData(List<ParameterSpec> parameters, List<Signature.DataSpec> specs, String suffix) {
        for (Signature.DataSpec spec : specs) {
            TypeName type = ArrayTypeName.of(spec.kind() == Signature.Kind.TOKEN ? TypeName.INT : number);
            parameters.add(parameter(type, spec.name() + suffix, parameters));
        }
    }

    /** A parameter whose name none of the others has, whatever the broken spec says. */
    private static ParameterSpec parameter(TypeName type, String wanted, List<ParameterSpec> others) {
        String name = Identifier.variable(wanted);
        while (clashes(name, others)) {
            name = name + "_";
        }
        return ParameterSpec.builder(type, name).build();
    }

    private static boolean clashes(String name, List<ParameterSpec> others) {
        return others.stream().anyMatch(other -> other.name().equals(name));
    }
}
