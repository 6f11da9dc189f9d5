// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/** Names, paths, numbers and calls as the language writes them, from values of annotations. */
final class AttributeWords {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Set<String> RESERVED = Set.of("package", "use");

    /** Takes what is wrong with a value, and what to try. */
    interface Mistakes {
        void error(String message, String hint, @Nullable AnnotationValue on);
    }

    private final AttributeText text;
    private final Mistakes mistakes;

    AttributeWords(AttributeText text, Mistakes mistakes) {
        this.text = text;
        this.mistakes = mistakes;
    }

    /** Arguments in parentheses; nothing where there are none. */
    void call(List<Runnable> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            text.add(i == 0 ? "(" : ", ");
            arguments.get(i).run();
        }
        text.add(arguments.isEmpty() ? "" : ")");
    }

    /** A name as it is given, or its default; anything else would be read as whatever it says. */
    String name(Values values, String attribute) {
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
    String path(AnnotationValue value) {
        String path = (String) value.getValue();
        if (Arrays.stream(path.split("\\.", -1)).allMatch(AttributeWords::isName)) {
            return path;
        }
        mistakes.error("`" + path + "` is not a path", "for example: \"encoder.h\"", value);
        return "_";
    }

    /** A number, or true or false, as it is written in the language. */
    String number(AnnotationValue value) {
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
