// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.SequencesEmitter;
import org.rnnc.processor.schedule.Plan;

/** The methods of a predictor that run sequences, with an array for each datum of the model: checks, copies and the run. */
final class PredictorRuns {
    private static final String WRONG =
            "@throws IllegalArgumentException if there are too many steps or sequences, a length is wrong, a token out of"
                    + " range or a number NaN; then nothing has changed\n";

    private final PredictorData predictor;
    private final Plan plan;
    private final ScalarType numbers;
    private final String model;
    private final boolean streams;
    private final List<Axis> axes;
    private final AxisNames words;
    private final boolean offsets;
    private final List<DataParameter> inputs;
    private final List<DataParameter> outputs;

    PredictorRuns(PredictorData predictor) {
        this.predictor = predictor;
        this.plan = predictor.plan;
        this.numbers = predictor.numbers;
        this.model = predictor.model;
        this.streams = predictor.streams;
        this.axes = predictor.axes;
        this.words = predictor.words;
        this.offsets = predictor.offsets;
        this.inputs = predictor.inputs;
        this.outputs = predictor.outputs;
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
                        PredictorData.TREES,
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

    /** {@code [steps][batch][4]}. */
    private String shape(DataParameter data) {
        String once = "[batch]" + (data.isToken() ? "" : "[" + data.size() + "]");
        if (data.domain() instanceof Domain.Pair pair) {
            return "[" + words.steps(pair.along()) + "][batch][" + words.steps(pair.over()) + "][" + data.size() + "]";
        }
        return data.domain().axis().map(axis -> "[" + words.steps(axis) + "]").orElse("") + once;
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
        predictor.all().forEach(data -> {
            method.addParameter(data.array(numbers), data.parameter());
            String filled = outputs.contains(data) ? ", filled in" : "";
            method.addJavadoc("@param $L $L$L\n", data.parameter(), shape(data), filled);
            if (withOffsets) {
                method.addParameter(TypeName.INT, predictor.from(data));
                method.addJavadoc("@param $L where they begin in {@code $L}\n", predictor.from(data), data.parameter());
            }
        });
    }

    /** Whole arrays, of sequences that start anew. */
    MethodSpec whole(boolean lengths) {
        MethodSpec.Builder method = method(
                lengths
                        ? "Runs sequences of different lengths from their beginning to their end."
                        : "Runs sequences of the same length from their beginning to their end.");
        if (!lengths || predictor.trees()) {
            method.addParameter(TypeName.INT, "batch");
            method.addJavadoc("@param batch how many sequences, 1 to {@link #maxBatch()}\n");
        }
        if (lengths) {
            addLengths(method, "@param $L [batch], how many steps$L of each sequence exist, 0 to {@code $L}\n");
        }
        addArrays(method, false);
        method.addJavadoc(WRONG);
        if (lengths && !predictor.trees()) {
            axes.forEach(axis -> method.addStatement(
                    "$T.present($S, $L)", PredictorData.CHECKS, words.lengths(axis), words.lengths(axis)));
            method.addStatement("int batch = $L.length", words.lengths(axes.get(0)));
        }
        predictor.addSizes(method);
        List<String> arguments = new ArrayList<>(List.of(
                predictor.each(words::steps), "batch", predictor.each(axis -> lengths ? words.lengths(axis) : "null")));
        if (words.isOne()) {
            arguments.add("null");
        }
        predictor.all().forEach(data -> {
            method.addStatement(
                    "$T.whole($S, $L, $L, $L)",
                    PredictorData.CHECKS,
                    data.label(),
                    data.parameter(),
                    predictor.rows(data),
                    data.width());
            arguments.add(data.parameter());
            if (offsets) {
                arguments.add("0");
            }
        });
        return method.addStatement("run($L)", String.join(", ", arguments)).build();
    }

    /** All that can be said of a run. */
    MethodSpec run() {
        MethodSpec.Builder method = method("Runs sequences to their end.")
                .addParameter(TypeName.INT, "batch")
                .addJavadoc("@param batch how many sequences, 1 to {@link #maxBatch()}\n");
        addLengths(
                method, "@param $L [batch], how many steps$L of each sequence exist, 0 to {@code $L}; null for all\n");
        if (words.isOne()) {
            method.addParameter(ArrayTypeName.of(PredictorData.STATE), "states")
                    .addJavadoc(
                            "@param states $L$L\n",
                            streams
                                    ? "[batch], where each sequence goes on, moved to its end; null to start anew"
                                    : "null: whole sequences are needed, so that none goes on from a state",
                            predictor.begins() ? "; if there are some, inputs per sequence are not looked at" : "");
        }
        addArrays(method, offsets);
        method.addJavadoc(WRONG);
        predictor.addSizes(method);
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
                                    PredictorData.CHECKS,
                                    predictor.state())
                            : CodeBlock.of("$T.noStates(states, $S)", PredictorData.CHECKS, model));
        }
        inputs.forEach(input -> check(method, input));
        outputs.forEach(output -> method.addStatement(range(output)));
        method.addStatement(
                "sequences.arrange($L, batch, $L)", predictor.each(words::steps), predictor.each(words::lengths));
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
                    .addStatement("sequences.end(i, (($T) states[i]).values)", predictor.state())
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
        return offsets ? predictor.from(data) : "0";
    }

    private CodeBlock range(DataParameter data) {
        return CodeBlock.of(
                "$T.range($S, $L, $L, $L, $L)",
                PredictorData.CHECKS,
                data.label(),
                data.parameter(),
                offset(data),
                predictor.rows(data),
                data.width());
    }

    private void check(MethodSpec.Builder method, DataParameter input) {
        boolean starts = predictor.startingInputs().contains(input);
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
                predictor.rows(input),
                steps(input) + "batch",
                lengths));
        if (starts) {
            method.endControlFlow();
        }
    }

    /** Lets each sequence begin with its running state, or with what a new one begins with. */
    private void addBegin(MethodSpec.Builder method) {
        if (!predictor.begins()) {
            method.addStatement("fresh.reset()");
        }
        method.beginControlFlow("for (int i = 0; i < batch; i++)");
        if (predictor.begins()) {
            List<String> arguments = new ArrayList<>(List.of("i"));
            predictor.startingInputs().forEach(input -> arguments.add(input.parameter() + ", " + offset(input)));
            method.beginControlFlow("if (states == null)")
                    .addStatement("begin($L)", String.join(", ", arguments))
                    .endControlFlow();
        }
        method.addStatement(
                        "sequences.begin(i, states == null ? fresh.values : (($T) states[i]).values)",
                        predictor.state())
                .endControlFlow();
    }
}
