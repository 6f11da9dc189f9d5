// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;

/**
 * Writes a model given by attributes as text. It only checks what no text could say, such as a name that is none: all
 * else is for those who read the text.
 */
final class AttributeSpec {
    private final Values model;
    private final AttributeWords.Mistakes mistakes;
    private final AttributeText text = new AttributeText();
    private final AttributeWords words;

    private AttributeSpec(Values model, AttributeWords.Mistakes mistakes) {
        this.model = model;
        this.mistakes = mistakes;
        this.words = new AttributeWords(text, mistakes);
    }

    /** The body of the model that the attributes of an {@code @RnnModel} say. */
    static AttributeText write(Values model, AttributeWords.Mistakes mistakes) {
        AttributeSpec spec = new AttributeSpec(model, mistakes);
        String input = spec.input();
        String output = spec.words.name(model, "outputName");
        spec.flow(input, output);
        spec.loss(output);
        model.find("precision").ifPresent(value -> spec.text.add("precision " + Values.word(value) + "\n", value));
        model.find("train")
                .ifPresent(value -> spec.text.within(
                        value, () -> new AttributeTraining(spec.text, spec.words).write(model.nested(value))));
        return spec.text;
    }

    // ---- the flow --------------------------------------------------------------------------------------------------

    private String input() {
        Optional<AnnotationValue> given = model.find("input");
        if (given.isEmpty()) {
            mistakes.error("no input is given", "for example: input = @Input(name = \"x\", size = 4)", null);
            return "x";
        }
        Values input = model.nested(given.get());
        String name = words.name(input, "name");
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
            tokens.ifPresent(value -> text.add("token<" + words.number(value) + ">", value));
            size.filter(value -> tokens.isEmpty())
                    .ifPresent(value -> text.add("vector<" + words.number(value) + ">", value));
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
            model.list("layers").forEach(layer -> text.within(layer, () -> layer(model.nested(layer))));
        });
        model.find("output")
                .filter(value -> !Values.isConstant(value, "IDENTITY"))
                .ifPresent(value -> text.add(" |> " + Values.word(value), value));
        text.add("\n");
    }

    private void layer(Values layer) {
        text.add(" |> ");
        // Both at once is refused by the language itself, at the value.
        List<AnnotationValue> directions = new ArrayList<>();
        for (String direction : List.of("bidirectional", "reverse")) {
            layer.find(direction).filter(value -> value.getValue().equals(true)).ifPresent(value -> {
                text.add(direction + "(", value);
                directions.add(value);
            });
        }
        text.add(words.name(layer, "cell"), layer.find("cell").orElse(null));
        arguments(layer);
        directions.forEach(value -> text.add(")", value));
        layer.text("as").ifPresent(value -> text.add(" as " + words.name(layer, "as"), value));
    }

    private void arguments(Values layer) {
        List<Runnable> arguments = new ArrayList<>();
        layer.find("units").ifPresent(value -> arguments.add(() -> text.add(words.number(value), value)));
        String rate = layer.find("units").isPresent() ? "rate = " : "";
        layer.find("rate").ifPresent(value -> arguments.add(() -> text.add(rate + words.number(value), value)));
        layer.find("perSequence")
                .filter(value -> value.getValue().equals(true))
                .ifPresent(value -> arguments.add(() -> text.add("per = sequence", value)));
        layer.list("activation")
                .forEach(value -> arguments.add(() -> text.add("activation = " + Values.word(value), value)));
        layer.list("learned").forEach(state -> arguments.add(() -> text.add(words.path(state) + " = learned", state)));
        layer.list("options").forEach(option -> option(layer.nested(option), option, arguments));
        layer.find("bias").ifPresent(value -> arguments.add(() -> text.add("bias = " + value.getValue(), value)));
        words.call(arguments);
    }

    private void option(Values option, AnnotationValue whole, List<Runnable> arguments) {
        List<AnnotationValue> given = new ArrayList<>(option.list("function"));
        option.find("value").ifPresent(given::add);
        option.text("parameter").ifPresent(given::add);
        if (given.size() != 1) {
            mistakes.error("an option is a number, a function or a parameter", "for example: value = 1", whole);
        }
        String name = words.name(option, "name");
        for (AnnotationValue value : given) {
            String word = value.getValue() instanceof VariableElement
                    ? Values.word(value)
                    : value.getValue() instanceof String ? words.path(value) : words.number(value);
            arguments.add(
                    () -> text.add(name, option.find("name").orElse(whole)).add(" = " + word, value));
        }
    }

    // ---- the loss --------------------------------------------------------------------------------------------------

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
            delta.ifPresent(value -> arguments.add(() -> text.add("delta = " + words.number(value), value)));
            reduction.ifPresent(value -> arguments.add(() -> text.add("reduction = " + Values.word(value), value)));
            words.call(arguments);
            text.add("\n");
        });
    }
}
