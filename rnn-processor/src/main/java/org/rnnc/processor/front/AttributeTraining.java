// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import org.rnnc.runtime.annotation.Train;

/** Writes the {@code train} block that a {@code @Train} says. */
final class AttributeTraining {
    private static final List<String> OPTIMIZER_OPTIONS = List.of(
            "rate",
            "momentum",
            "rho",
            "alpha",
            "centered",
            "beta1",
            "beta2",
            "epsilon",
            "epsilonInside",
            "momentumDecay",
            "etaMinus",
            "etaPlus",
            "stepMin",
            "stepMax",
            "weightDecay");
    private static final List<String> START_OPTIONS = List.of("value", "stddev", "gain", "limit", "low", "high");

    private final AttributeText text;
    private final AttributeWords words;

    AttributeTraining(AttributeText text, AttributeWords words) {
        this.text = text;
        this.words = words;
    }

    void write(Values train) {
        text.add("train {\n");
        window(train);
        option(train, "batch", "batch ", "");
        kinds(train, "optimizer", OPTIMIZER_OPTIONS);
        paths("  freeze ", train.list("freeze"));
        clips(train);
        train.list("maxNorm").forEach(value -> maxNorm(train.nested(value), value));
        kinds(train, "start", START_OPTIONS);
        option(train, "seed", "seed ", "");
        train.find("unroll").ifPresent(value -> text.add("  unroll " + unroll(value) + "\n", value));
        List<AnnotationValue> gradients = train.list("gradients");
        for (int i = 0; i < gradients.size(); i++) {
            text.add(i == 0 ? "  gradients " : ", ").add(Values.word(gradients.get(i)), gradients.get(i));
        }
        text.add(gradients.isEmpty() ? "" : "\n");
        paths("  observe ", train.list("observe"));
        text.add("}\n");
    }

    private void window(Values train) {
        Optional<AnnotationValue> carry =
                train.find("carryState").filter(value -> value.getValue().equals(true));
        Optional<AnnotationValue> window = train.find("window");
        Optional<AnnotationValue> backward =
                train.find("backward").filter(value -> !value.getValue().equals(Train.ALL));
        Optional<AnnotationValue> given = window.or(() -> backward).or(() -> carry);
        given.ifPresent(value ->
                text.add("  window " + words.number(window.orElseGet(() -> train.defaultOf("window"))), value));
        backward.ifPresent(value -> text.add(", backward ", value).add(words.number(value), value));
        carry.ifPresent(value -> text.add(", carry state", value));
        text.add(given.isPresent() ? "\n" : "");
    }

    private void clips(Values train) {
        boolean any = clip(train, "clipValue", "value ", "", false);
        any |= clip(train, "clipNorm", "norm ", "", any);
        any |= clip(train, "clipNormPerTensor", "norm ", " per tensor", any);
        text.add(any ? "\n" : "");
    }

    private boolean clip(Values train, String name, String before, String after, boolean more) {
        Optional<AnnotationValue> limit = train.find(name);
        limit.ifPresent(value -> text.add((more ? ", " : "  clip ") + before + words.number(value) + after, value));
        return limit.isPresent();
    }

    private void option(Values values, String name, String before, String after) {
        values.find(name).ifPresent(value -> text.add("  " + before + words.number(value) + after + "\n", value));
    }

    private void maxNorm(Values values, AnnotationValue whole) {
        text.within(whole, () -> {
            text.add("  maxNorm ");
            values.find("value").ifPresent(value -> text.add(words.number(value), value));
            target(values);
        });
    }

    private void kinds(Values train, String option, List<String> options) {
        train.list(option)
                .forEach(value -> text.within(value, () -> {
                    text.add("  " + option + " ");
                    Values values = train.nested(value);
                    kind(values, options);
                    target(values);
                }));
    }

    /** What an option is for, and the end of its line. */
    private void target(Values values) {
        List<AnnotationValue> layers = values.list("forLayers");
        if (layers.isEmpty()) {
            text.add("\n");
        } else {
            paths(" for ", layers);
        }
    }

    /** A line that ends with paths; nothing where there are none. */
    private void paths(String before, List<AnnotationValue> paths) {
        for (int i = 0; i < paths.size(); i++) {
            text.add(i == 0 ? before : ", ").add(words.path(paths.get(i)), paths.get(i));
        }
        text.add(paths.isEmpty() ? "" : "\n");
    }

    /** {@code adam(rate = 0.001)}: a kind with the options that are given. */
    private void kind(Values values, List<String> options) {
        values.find("kind").ifPresent(value -> text.add(Values.word(value), value));
        List<Runnable> arguments = new ArrayList<>();
        for (String option : options) {
            values.find(option)
                    .ifPresent(value -> arguments.add(() -> text.add(option + " = " + words.number(value), value)));
        }
        words.call(arguments);
    }

    private static String unroll(AnnotationValue value) {
        int steps = (Integer) value.getValue();
        return steps == Train.AUTO ? "auto" : steps == Train.FULL ? "full" : Integer.toString(steps);
    }
}
