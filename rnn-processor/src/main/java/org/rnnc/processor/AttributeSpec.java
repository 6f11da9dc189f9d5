// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/**
 * Writes a model given by attributes as text. It only checks what no text could say, such as a name that is none: all
 * else is for those who read the text.
 */
final class AttributeSpec {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Set<String> RESERVED = Set.of("package", "use");
    private static final List<String> OPTIMIZER_OPTIONS =
            List.of("rate", "momentum", "rho", "alpha", "centered", "beta1", "beta2", "epsilon", "weightDecay");
    private static final List<String> START_OPTIONS = List.of("value", "stddev", "gain", "limit", "low", "high");

    /** Takes what is wrong with a value, and what to try. */
    interface Mistakes {
        void error(String message, String hint, AnnotationValue on);
    }

    private final Values model;
    private final Mistakes mistakes;
    private final AttributeText text = new AttributeText();

    private AttributeSpec(Values model, Mistakes mistakes) {
        this.model = model;
        this.mistakes = mistakes;
    }

    /** The body of the model that the attributes of an {@code @RnnModel} say. */
    static AttributeText write(Values model, Mistakes mistakes) {
        AttributeSpec spec = new AttributeSpec(model, mistakes);
        String input = spec.input();
        String output = spec.name(model, "outputName");
        spec.flow(input, output);
        spec.loss(output);
        model.find("precision").ifPresent(value -> spec.text.add("precision " + Values.word(value) + "\n", value));
        model.find("train").ifPresent(value -> spec.text.within(value, () -> spec.train(Values.of(value))));
        return spec.text;
    }

    // ---- the flow --------------------------------------------------------------------------------------------------

    private String input() {
        Optional<AnnotationValue> given = model.find("input");
        if (given.isEmpty()) {
            mistakes.error("no input is given", "for example: input = @Input(name = \"x\", size = 4)", null);
            return "x";
        }
        Values input = Values.of(given.get());
        String name = name(input, "name");
        Optional<AnnotationValue> tokens = input.find("tokens");
        Optional<AnnotationValue> size = input.find("size");
        if (tokens.isPresent() == size.isPresent()) {
            mistakes.error(
                    tokens.isPresent()
                            ? "an input has tokens or a size, not both"
                            : "the input has neither tokens nor a size",
                    "tokens = 65 for one of 65 symbols, size = 4 for 4 numbers",
                    given.get());
        }
        text.within(given.get(), () -> {
            text.add("input ").add(name, input.find("name").orElse(given.get())).add(": ");
            tokens.ifPresent(value -> text.add("token<" + number(value) + ">", value));
            size.filter(value -> tokens.isEmpty()).ifPresent(value -> text.add("vector<" + number(value) + ">", value));
            text.add(tokens.isEmpty() && size.isEmpty() ? "scalar" : "");
            input.find("perSequence")
                    .filter(value -> value.getValue().equals(true))
                    .ifPresent(value -> text.add(" per sequence", value));
            text.add("\n");
        });
        return name;
    }

    private void flow(String input, String output) {
        text.add("output ").add(output, model.find("outputName").orElse(null)).add(" = ");
        text.within(model.find("layers").orElse(null), () -> {
            text.add(input);
            model.list("layers").forEach(layer -> text.within(layer, () -> layer(Values.of(layer))));
        });
        model.find("output")
                .filter(value -> !Values.isConstant(value, "IDENTITY"))
                .ifPresent(value -> text.add(" |> " + Values.word(value), value));
        text.add("\n");
    }

    private void layer(Values layer) {
        Optional<AnnotationValue> both =
                layer.find("bidirectional").filter(value -> value.getValue().equals(true));
        text.add(" |> ");
        both.ifPresent(value -> text.add("bidirectional(", value));
        text.add(name(layer, "cell"), layer.find("cell").orElse(null));
        arguments(layer);
        both.ifPresent(value -> text.add(")", value));
        layer.text("as").ifPresent(value -> text.add(" as " + name(layer, "as"), value));
    }

    private void arguments(Values layer) {
        List<Runnable> arguments = new ArrayList<>();
        layer.find("units").ifPresent(value -> arguments.add(() -> text.add(number(value), value)));
        String rate = layer.find("units").isPresent() ? "rate = " : "";
        layer.find("rate").ifPresent(value -> arguments.add(() -> text.add(rate + number(value), value)));
        layer.find("perSequence")
                .filter(value -> value.getValue().equals(true))
                .ifPresent(value -> arguments.add(() -> text.add("per = sequence", value)));
        layer.list("activation")
                .forEach(value -> arguments.add(() -> text.add("activation = " + Values.word(value), value)));
        layer.list("learned").forEach(state -> arguments.add(() -> text.add(path(state) + " = learned", state)));
        layer.list("options").forEach(option -> option(Values.of(option), option, arguments));
        layer.find("bias").ifPresent(value -> arguments.add(() -> text.add("bias = " + value.getValue(), value)));
        call(arguments);
    }

    private void option(Values option, AnnotationValue whole, List<Runnable> arguments) {
        List<AnnotationValue> given = new ArrayList<>(option.list("function"));
        option.find("value").ifPresent(given::add);
        option.text("parameter").ifPresent(given::add);
        if (given.size() != 1) {
            mistakes.error("an option is a number, a function or a parameter", "for example: value = 1", whole);
        }
        String name = name(option, "name");
        for (AnnotationValue value : given) {
            String word = value.getValue() instanceof VariableElement
                    ? Values.word(value)
                    : value.getValue() instanceof String ? path(value) : number(value);
            arguments.add(
                    () -> text.add(name, option.find("name").orElse(whole)).add(" = " + word, value));
        }
    }

    // ---- loss and training -----------------------------------------------------------------------------------------

    private void loss(String output) {
        Optional<AnnotationValue> loss = model.find("loss").filter(value -> !Values.isConstant(value, "NONE"));
        Optional<AnnotationValue> reduction = model.find("reduction");
        Optional<AnnotationValue> delta = model.find("delta");
        if (loss.isEmpty()) {
            reduction
                    .or(() -> delta)
                    .ifPresent(value -> mistakes.error(
                            "an option of a loss, and there is no loss", "for example: loss = Loss.MSE", value));
            return;
        }
        text.within(loss.get(), () -> {
            text.add("loss " + Values.word(loss.get()));
            List<Runnable> arguments = new ArrayList<>();
            arguments.add(() -> text.add(output));
            delta.ifPresent(value -> arguments.add(() -> text.add("delta = " + number(value), value)));
            reduction.ifPresent(value -> arguments.add(() -> text.add("reduction = " + Values.word(value), value)));
            call(arguments);
            text.add("\n");
        });
    }

    private void train(Values train) {
        text.add("train {\n");
        window(train);
        option(train, "batch", "batch ", "");
        kinds(train, "optimizer", OPTIMIZER_OPTIONS);
        paths("  freeze ", train.list("freeze"));
        option(train, "clipValue", "clip value ", "");
        option(train, "clipNorm", "clip norm ", "");
        option(train, "clipNormPerTensor", "clip norm ", " per tensor");
        train.list("maxNorm").forEach(this::maxNorm);
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
                train.find("backward").filter(value -> !value.getValue().equals(org.rnnc.runtime.Train.ALL));
        Optional<AnnotationValue> given = window.or(() -> backward).or(() -> carry);
        given.ifPresent(value ->
                text.add("  window " + number(window.orElseGet(() -> train.defaultOf("window"))), value));
        backward.ifPresent(value -> text.add(", backward ", value).add(number(value), value));
        carry.ifPresent(value -> text.add(", carry state", value));
        text.add(given.isPresent() ? "\n" : "");
    }

    private void option(Values values, String name, String before, String after) {
        values.find(name).ifPresent(value -> text.add("  " + before + number(value) + after + "\n", value));
    }

    private void maxNorm(AnnotationValue whole) {
        Values values = Values.of(whole);
        text.within(whole, () -> {
            text.add("  maxNorm ");
            values.find("value").ifPresent(value -> text.add(number(value), value));
            target(values);
        });
    }

    private void kinds(Values train, String option, List<String> options) {
        train.list(option)
                .forEach(value -> text.within(value, () -> {
                    text.add("  " + option + " ");
                    kind(Values.of(value), options);
                    target(Values.of(value));
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
    private void paths(String words, List<AnnotationValue> paths) {
        for (int i = 0; i < paths.size(); i++) {
            text.add(i == 0 ? words : ", ").add(path(paths.get(i)), paths.get(i));
        }
        text.add(paths.isEmpty() ? "" : "\n");
    }

    /** {@code adam(rate = 0.001)}: a kind with the options that are given. */
    private void kind(Values values, List<String> options) {
        values.find("kind").ifPresent(value -> text.add(Values.word(value), value));
        List<Runnable> arguments = new ArrayList<>();
        for (String option : options) {
            values.find(option)
                    .ifPresent(value -> arguments.add(() -> text.add(option + " = " + number(value), value)));
        }
        call(arguments);
    }

    private static String unroll(AnnotationValue value) {
        int steps = (Integer) value.getValue();
        return steps == org.rnnc.runtime.Train.AUTO
                ? "auto"
                : steps == org.rnnc.runtime.Train.FULL ? "full" : Integer.toString(steps);
    }

    // ---- words -----------------------------------------------------------------------------------------------------

    /** Arguments in parentheses; nothing where there are none. */
    private void call(List<Runnable> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            text.add(i == 0 ? "(" : ", ");
            arguments.get(i).run();
        }
        text.add(arguments.isEmpty() ? "" : ")");
    }

    /** A name as it is given, or its default; anything else would be read as whatever it says. */
    private String name(Values values, String attribute) {
        return name(values.find(attribute).orElseGet(() -> values.defaultOf(attribute)));
    }

    private String name(AnnotationValue value) {
        String name = (String) value.getValue();
        if (isName(name)) {
            return name;
        }
        mistakes.error(
                "`" + name + "` is not a name",
                RESERVED.contains(name) ? "this word is kept for later" : "letters, digits and _, not a digit first",
                value);
        return "_";
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !RESERVED.contains(text);
    }

    /** A value of the model, or of a layer. */
    private String path(AnnotationValue value) {
        String path = (String) value.getValue();
        if (Arrays.stream(path.split("\\.", -1)).allMatch(AttributeSpec::isName)) {
            return path;
        }
        mistakes.error("`" + path + "` is not a path", "for example: \"encoder.h\"", value);
        return "_";
    }

    /** A number, or true or false, as it is written in the language. */
    private String number(AnnotationValue value) {
        if (!(value.getValue() instanceof Double number)) {
            return value.getValue().toString();
        }
        if (number.isInfinite() || number.isNaN()) {
            mistakes.error(number + " is not a finite number", "", value);
            return "1";
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole
                ? Long.toString(number.longValue())
                : number.toString().toLowerCase(Locale.ROOT).replace(".0e", "e");
    }
}
