// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
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
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Plan;

/** What the methods of a predictor share: the data it takes and gives, what their parameters are called, and checks of sizes. */
final class PredictorData {
    static final ClassName STATE = ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE);
    static final ClassName TREES = ClassName.get(RuntimePackages.MODEL, "Trees");
    static final ClassName CHECKS = ClassName.get(RuntimePackages.GENERATED, "SequenceChecks");

    /** Of a method; with an offset for each array there are twice as many. */
    static final int MOST_ARRAYS_WITH_OFFSETS = 120;

    private static final Set<String> TAKEN = Set.of(
            "batch", "fresh", "i", "maxBatch", "maxSteps", "sequence", "sequences", "session", "states", "steps");

    final Plan plan;
    final ScalarType numbers;
    final String model;
    final boolean streams;
    final List<Axis> axes;
    final AxisNames words;
    final boolean offsets;
    final List<DataParameter> inputs;
    final List<DataParameter> outputs;

    /** By datum the parameter that says where it begins in its array. */
    private final Map<DataParameter, String> from = new HashMap<>();

    PredictorData(Plan plan, ScalarType numbers) {
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

    String each(Function<Axis, String> word) {
        return axes.stream().map(word).collect(Collectors.joining(", "));
    }

    Stream<DataParameter> all() {
        return Stream.concat(inputs.stream(), outputs.stream());
    }

    boolean trees() {
        return axes.stream().anyMatch(Axis::isTree);
    }

    ClassName state() {
        return ClassName.get("", model, StateEmitter.TYPE);
    }

    boolean begins() {
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

    String from(DataParameter data) {
        return Objects.requireNonNull(from.get(data));
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

    String rows(DataParameter data) {
        if (data.domain() instanceof Domain.Pair pair) {
            return "Math.multiplyExact(" + words.steps(pair.along()) + ", " + words.steps(pair.over()) + "), batch";
        }
        return data.domain().axis().map(words::steps).orElse("1") + ", batch";
    }
}
