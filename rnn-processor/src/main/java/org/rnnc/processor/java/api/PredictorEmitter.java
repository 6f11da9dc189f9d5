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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.SequencesEmitter;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Plan;

/** The nested {@code Predictor}: runs whole sequences, as many and as long as it has been made for. */
final class PredictorEmitter {
    static final String TYPE = "Predictor";
    private static final ClassName INTERFACE = ClassName.get(RuntimePackages.MODEL, TYPE);
    static final ClassName STATE = ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE);
    static final ClassName TREES = ClassName.get(RuntimePackages.MODEL, "Trees");
    static final ClassName CHECKS = ClassName.get(RuntimePackages.GENERATED, "SequenceChecks");

    /** Of a method; with an offset for each array there are twice as many. */
    static final int MOST_ARRAYS_WITH_OFFSETS = 120;

    private static final Set<String> TAKEN = Set.of(
            "batch", "fresh", "i", "maxBatch", "maxSteps", "sequence", "sequences", "session", "states", "steps");

    private static final String WRONG =
            "@throws IllegalArgumentException if there are too many steps or sequences, a length is wrong, a token out of"
                    + " range or a number NaN; then nothing has changed\n";

    private final Plan plan;
    final ScalarType numbers;
    final String model;
    private final boolean streams;
    final List<Axis> axes;
    final AxisNames words;
    final boolean offsets;
    final List<DataParameter> inputs;
    final List<DataParameter> outputs;

    /** By datum the parameter that says where it begins in its array. */
    private final Map<DataParameter, String> from = new HashMap<>();

    PredictorEmitter(Plan plan, ScalarType numbers) {
        this.plan = plan;
        this.numbers = numbers;
        this.model = plan.model().name();
        this.streams = plan.predictionGoesOn();
        this.axes = plan.prediction().axes();
        this.words = AxisNames.of(plan.prediction());
        this.inputs = DataParameter.avoiding(
                taken(), DataParameter.inputs(plan.model().graph()));
        this.outputs = DataParameter.avoiding(
                taken(), DataParameter.outputs(plan.model().graph()));
        this.offsets = inputs.size() + outputs.size() <= MOST_ARRAYS_WITH_OFFSETS;
        List<String> taken = new ArrayList<>(taken());
        all().forEach(data -> taken.add(data.parameter()));
        Distinct distinct = new Distinct("_", taken);
        all().forEach(data -> from.put(data, distinct.of(data.parameter() + "From")));
    }

    private Set<String> taken() {
        Set<String> taken = new HashSet<>(TAKEN);
        axes.stream().filter(Axis::isTree).forEach(axis -> taken.add(words.lengths(axis)));
        for (Axis axis : words.isOne() ? List.<Axis>of() : axes) {
            taken.addAll(List.of(words.steps(axis), words.lengths(axis), words.maxSteps(axis)));
        }
        return taken;
    }

    private String each(Function<Axis, String> word) {
        return axes.stream().map(word).collect(Collectors.joining(", "));
    }

    private Stream<DataParameter> all() {
        return Stream.concat(inputs.stream(), outputs.stream());
    }

    TypeSpec emit() {
        GenericRuns runs = new GenericRuns(this);
        ClassName sequences = ClassName.get("", EngineEmitter.className(model), SequencesEmitter.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(INTERFACE)
                .addJavadoc(
                        "Runs whole sequences of a model, without targets, gradients, or allocating. A predictor belongs to"
                                + " one thread.\n\n<p>Data lie flat, step by step: [step][sequence], and"
                                + " [step][sequence][element] of vectors; without the steps where there is one datum per"
                                + " sequence. Outputs behind the end of a sequence are zeros.\n")
                .addField(ClassName.get("", model), "model", Modifier.PRIVATE, Modifier.FINAL)
                .addField(sequences, "sequences", Modifier.PRIVATE, Modifier.FINAL);
        axes.forEach(axis -> type.addField(TypeName.INT, words.maxSteps(axis), Modifier.PRIVATE, Modifier.FINAL));
        type.addField(TypeName.INT, "maxBatch", Modifier.PRIVATE, Modifier.FINAL);
        if (streams) {
            type.addField(state(), "fresh", Modifier.PRIVATE, Modifier.FINAL);
            startingInputs().forEach(input -> type.addField(row(input)));
        }
        if (begins()) {
            type.addField(ClassName.get("", SessionEmitter.TYPE), "session", Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addMethod(constructor(sequences));
        if (!trees()) {
            type.addMethod(whole(false));
        }
        // Else it would be the other.
        if (!trees() || offsets || words.isOne()) {
            type.addMethod(whole(true));
        }
        type.addMethod(run());
        if (words.isOne()) {
            type.addMethod(runs.generic());
        } else {
            type.addMethod(runs.refusal()).addMethod(runs.genericOfAxes());
        }
        addBeginnings(type);
        return type.addMethod(new PredictorValues(plan, numbers, words).read())
                .addMethod(accessor("model", ClassName.get("", model)))
                .addMethod(words.isOne() ? accessor("maxSteps", TypeName.INT) : maxSteps())
                .addMethod(accessor("maxBatch", TypeName.INT))
                .build();
    }

    private boolean trees() {
        return axes.stream().anyMatch(Axis::isTree);
    }

    private ClassName state() {
        return ClassName.get("", model, StateEmitter.TYPE);
    }

    private boolean begins() {
        return streams && plan.beginning().isPresent();
    }

    /** The inputs per sequence that a running state begins with. */
    List<DataParameter> startingInputs() {
        return begins()
                ? inputs.stream()
                        .filter(input -> input.domain().isPerSequence())
                        .toList()
                : List.of();
    }

    private static String rowName(DataParameter input) {
        return input.parameter() + "Row";
    }

    private FieldSpec row(DataParameter input) {
        return FieldSpec.builder(input.array(numbers), rowName(input), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T[$L]", input.isToken() ? TypeName.INT : numbers.type(), input.width())
                .build();
    }

    private MethodSpec constructor(ClassName sequences) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ClassName.get("", model), "model");
        axes.forEach(axis -> constructor.addParameter(TypeName.INT, words.maxSteps(axis)));
        constructor
                .addParameter(TypeName.INT, "maxBatch")
                .addStatement("this.model = model")
                .addStatement("this.sequences = new $T(model.weights, $L, maxBatch)", sequences, each(words::maxSteps));
        axes.forEach(axis -> constructor.addStatement("this.$L = $L", words.maxSteps(axis), words.maxSteps(axis)));
        constructor.addStatement("this.maxBatch = maxBatch");
        if (streams) {
            constructor.addStatement("this.fresh = model.newState()");
        }
        if (begins()) {
            constructor.addStatement("this.session = model.newSession()");
        }
        return constructor.build();
    }

    // ---- runs ------------------------------------------------------------------------------------------------------

    private String from(DataParameter data) {
        return Objects.requireNonNull(from.get(data));
    }

    private MethodSpec.Builder method(String documentation) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("run").addModifiers(Modifier.PUBLIC).addJavadoc("$L\n\n", documentation);
        for (Axis axis : axes) {
            method.addJavadoc(
                            "@param $L$L of the longest sequence, 1 to $L\n",
                            words.steps(axis),
                            words.isOne() ? "" : " steps of " + Documentation.escape(axis.name()),
                            words.isOne() ? "{@link #maxSteps()}" : "as many as this was made for")
                    .addParameter(TypeName.INT, words.steps(axis));
        }
        return method;
    }

    private void addLengths(MethodSpec.Builder method, String documentation) {
        for (Axis axis : axes) {
            method.addParameter(ArrayTypeName.of(TypeName.INT), words.lengths(axis));
            if (axis.isTree()) {
                method.addJavadoc(
                        "@param $L what the trees look like, see {@link $T}; {@code $L} is how many nodes it has room for\n",
                        words.lengths(axis),
                        TREES,
                        words.steps(axis));
                continue;
            }
            method.addJavadoc(
                    documentation,
                    words.lengths(axis),
                    words.isOne() ? "" : " of " + Documentation.escape(axis.name()),
                    words.steps(axis));
        }
    }

    void addSizes(MethodSpec.Builder method) {
        if (words.isOne()) {
            method.addStatement("$T.sizes(steps, maxSteps, batch, maxBatch)", CHECKS);
            return;
        }
        axes.forEach(axis -> method.addStatement(
                "$T.sizes($S, $L, $L, batch, maxBatch)",
                CHECKS,
                words.steps(axis),
                words.steps(axis),
                words.maxSteps(axis)));
    }

    /** {@code [steps][batch][4]}. */
    private String shape(DataParameter data) {
        String once = "[batch]" + (data.isToken() ? "" : "[" + data.size() + "]");
        if (data.domain() instanceof Domain.Pair pair) {
            return "[" + words.steps(pair.along()) + "][batch][" + words.steps(pair.over()) + "][" + data.size() + "]";
        }
        return data.domain().axis().map(axis -> "[" + words.steps(axis) + "]").orElse("") + once;
    }

    String rows(DataParameter data) {
        if (data.domain() instanceof Domain.Pair pair) {
            return "Math.multiplyExact(" + words.steps(pair.along()) + ", " + words.steps(pair.over()) + "), batch";
        }
        return data.domain().axis().map(words::steps).orElse("1") + ", batch";
    }

    /** {@code steps * }; of a pair the product of both. */
    private String steps(DataParameter data) {
        return data.domain()
                .pair()
                .map(pair -> words.steps(pair.along()) + " * " + words.steps(pair.over()) + " * ")
                .or(() -> data.domain().axis().map(axis -> words.steps(axis) + " * "))
                .orElse("");
    }

    private void addArrays(MethodSpec.Builder method, boolean withOffsets) {
        all().forEach(data -> {
            method.addParameter(data.array(numbers), data.parameter());
            String filled = outputs.contains(data) ? ", filled in" : "";
            method.addJavadoc("@param $L $L$L\n", data.parameter(), shape(data), filled);
            if (withOffsets) {
                method.addParameter(TypeName.INT, from(data));
                method.addJavadoc("@param $L where they begin in {@code $L}\n", from(data), data.parameter());
            }
        });
    }

    /** Whole arrays, of sequences that start anew. */
    private MethodSpec whole(boolean lengths) {
        MethodSpec.Builder method = method(
                lengths
                        ? "Runs sequences of different lengths from their beginning to their end."
                        : "Runs sequences of the same length from their beginning to their end.");
        if (!lengths || trees()) {
            method.addParameter(TypeName.INT, "batch");
            method.addJavadoc("@param batch how many sequences, 1 to {@link #maxBatch()}\n");
        }
        if (lengths) {
            addLengths(method, "@param $L [batch], how many steps$L of each sequence exist, 0 to {@code $L}\n");
        }
        addArrays(method, false);
        method.addJavadoc(WRONG);
        if (lengths && !trees()) {
            axes.forEach(axis ->
                    method.addStatement("$T.present($S, $L)", CHECKS, words.lengths(axis), words.lengths(axis)));
            method.addStatement("int batch = $L.length", words.lengths(axes.get(0)));
        }
        addSizes(method);
        List<String> arguments = new ArrayList<>(
                List.of(each(words::steps), "batch", each(axis -> lengths ? words.lengths(axis) : "null")));
        if (words.isOne()) {
            arguments.add("null");
        }
        all().forEach(data -> {
            method.addStatement(
                    "$T.whole($S, $L, $L, $L)", CHECKS, data.label(), data.parameter(), rows(data), data.width());
            arguments.add(data.parameter());
            if (offsets) {
                arguments.add("0");
            }
        });
        return method.addStatement("run($L)", String.join(", ", arguments)).build();
    }

    /** All that can be said of a run. */
    private MethodSpec run() {
        MethodSpec.Builder method = method("Runs sequences to their end.")
                .addParameter(TypeName.INT, "batch")
                .addJavadoc("@param batch how many sequences, 1 to {@link #maxBatch()}\n");
        addLengths(
                method, "@param $L [batch], how many steps$L of each sequence exist, 0 to {@code $L}; null for all\n");
        if (words.isOne()) {
            method.addParameter(ArrayTypeName.of(STATE), "states")
                    .addJavadoc(
                            "@param states $L$L\n",
                            streams
                                    ? "[batch], where each sequence goes on, moved to its end; null to start anew"
                                    : "null: whole sequences are needed, so that none goes on from a state",
                            begins() ? "; if there are some, inputs per sequence are not looked at" : "");
        }
        addArrays(method, offsets);
        method.addJavadoc(WRONG);
        addSizes(method);
        axes.forEach(axis -> method.addStatement(checkLengths(axis)));
        plan.prediction()
                .nodeSteps()
                .forEach(places -> method.addStatement(
                        "sequences.$L($S, $L, batch, $L)",
                        words.check(places),
                        words.lengths(places.tree()),
                        words.steps(places.steps()),
                        words.lengths(places.steps())));
        if (words.isOne()) {
            method.addStatement(
                    streams
                            ? CodeBlock.of(
                                    "$L.distinct(states, $T.states(states, batch, $T.class))",
                                    StateEmitter.TYPE,
                                    CHECKS,
                                    state())
                            : CodeBlock.of("$T.noStates(states, $S)", CHECKS, model));
        }
        inputs.forEach(input -> check(method, input));
        outputs.forEach(output -> method.addStatement(range(output)));
        method.addStatement("sequences.arrange($L, batch, $L)", each(words::steps), each(words::lengths));
        inputs.stream()
                .filter(input -> SequencesEmitter.takes(plan, input))
                .forEach(input -> method.addStatement(
                        "sequences.$L($L, $L)",
                        DataMethods.take(plan.model().graph(), input),
                        input.parameter(),
                        offset(input)));
        if (streams) {
            addBegin(method);
        }
        method.addStatement("sequences.run()");
        outputs.forEach(output -> method.addStatement(
                "sequences.$L($L, $L)",
                DataMethods.read(plan.readable().keySet(), output.name()),
                output.parameter(),
                offset(output)));
        if (streams) {
            method.beginControlFlow("for (int i = 0; states != null && i < batch; i++)")
                    .addStatement("sequences.end(i, (($T) states[i]).values)", state())
                    .endControlFlow();
        }
        return method.build();
    }

    private CodeBlock checkLengths(Axis axis) {
        String lengths = words.lengths(axis);
        return axis.isTree()
                ? CodeBlock.of(
                        "sequences.$L($S, $L, batch, $L)", words.checkTrees(axis), lengths, words.steps(axis), lengths)
                : CodeBlock.of(
                        "$T.lengths($S, $L, batch, $L)", DataParameter.ARGUMENTS, lengths, lengths, words.steps(axis));
    }

    private String offset(DataParameter data) {
        return offsets ? from(data) : "0";
    }

    private CodeBlock range(DataParameter data) {
        return CodeBlock.of(
                "$T.range($S, $L, $L, $L, $L)",
                CHECKS,
                data.label(),
                data.parameter(),
                offset(data),
                rows(data),
                data.width());
    }

    private void check(MethodSpec.Builder method, DataParameter input) {
        boolean starts = startingInputs().contains(input);
        if (starts) {
            method.beginControlFlow("if (states == null)");
        }
        method.addStatement(range(input));
        if (DataMethods.isOfLeaves(plan.model().graph(), input)) {
            method.addStatement(
                    "sequences.$L($L, $L)",
                    DataMethods.check(plan.model().graph(), input),
                    input.parameter(),
                    offset(input));
            return;
        }
        String lengths = input.domain()
                .axis()
                .map(axis -> axis.isTree() ? "sequences." + words.nodeCounts(axis) + "()" : words.lengths(axis))
                .orElse("null");
        method.addCode(DataMethods.checkEach(
                EngineEmitter.className(plan.model().name()),
                input,
                offset(input),
                rows(input),
                steps(input) + "batch",
                lengths));
        if (starts) {
            method.endControlFlow();
        }
    }

    /** Lets each sequence begin with its running state, or with what a new one begins with. */
    private void addBegin(MethodSpec.Builder method) {
        if (!begins()) {
            method.addStatement("fresh.reset()");
        }
        method.beginControlFlow("for (int i = 0; i < batch; i++)");
        if (begins()) {
            List<String> arguments = new ArrayList<>(List.of("i"));
            startingInputs().forEach(input -> arguments.add(input.parameter() + ", " + offset(input)));
            method.beginControlFlow("if (states == null)")
                    .addStatement("begin($L)", String.join(", ", arguments))
                    .endControlFlow();
        }
        method.addStatement("sequences.begin(i, states == null ? fresh.values : (($T) states[i]).values)", state())
                .endControlFlow();
    }

    private void addBeginnings(TypeSpec.Builder type) {
        if (!begins()) {
            return;
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("begin")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("Brings {@code fresh} to the beginning of a sequence.\n")
                .addParameter(TypeName.INT, "sequence");
        List<String> arguments = new ArrayList<>(List.of("fresh"));
        for (DataParameter input : startingInputs()) {
            method.addParameter(input.array(numbers), input.parameter()).addParameter(TypeName.INT, from(input));
            method.addStatement(
                    "$T.arraycopy($L, $L + sequence * $L, $L, 0, $L)",
                    System.class,
                    input.parameter(),
                    from(input),
                    input.width(),
                    "this." + rowName(input),
                    input.width());
            arguments.add("this." + rowName(input) + (input.isToken() ? "[0]" : ""));
        }
        type.addMethod(method.addStatement("session.start($L)", String.join(", ", arguments))
                .build());
    }

    /** Of the longest axis. */
    private MethodSpec maxSteps() {
        String longest = words.maxSteps(axes.get(0));
        for (Axis axis : axes.subList(1, axes.size())) {
            longest = "Math.max(" + longest + ", " + words.maxSteps(axis) + ")";
        }
        return MethodSpec.methodBuilder("maxSteps")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("return $L", longest)
                .build();
    }

    private static MethodSpec accessor(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns)
                .addStatement("return $L", name)
                .build();
    }
}
