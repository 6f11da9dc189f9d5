// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.NearestName;
import org.rnnc.dsl.syntax.Name;

/** What to write for a call of something that there is not. */
final class UnknownCall {
    private UnknownCall() {}

    /** @param known what could have been called here */
    static String hint(Frame frame, Name name, Set<String> known) {
        String text = name.text();
        String last = text.substring(text.lastIndexOf('.') + 1);
        if (LossKind.words().contains(last)) {
            return "a loss is said without `=`: loss " + last + "(y)";
        }
        Set<String> all = new TreeSet<>(known);
        all.addAll(frame.cells().names(frame.file()));
        all.addAll(StageName.DIRECTIONS);
        if (text.contains(".")) {
            return dotted(frame, text.substring(0, text.lastIndexOf('.')), last, all);
        }
        if (frame.scope().find(text) != null) {
            return "it is a value, and takes no arguments: this step's is " + text + "; a product has a sign, " + text
                    + " * ...";
        }
        return Nearest.hint(text, all, Foreign.Place.FUNCTION, ownFunction(text));
    }

    /** {@code nn.LSTM(4)}, {@code x.sum()}: modules and methods of other languages. */
    private static String dotted(Frame frame, String before, String last, Set<String> known) {
        Optional<String> meant = known.contains(last) ? Optional.of(last) : NearestName.same(last, known);
        boolean value = frame.scope().find(before) != null;
        if (meant.isPresent()) {
            return value
                    ? "a function is called with its operand: " + meant.get() + "(" + before + ")"
                    : "names stand alone, without a module: " + meant.get();
        }
        String alone = "names stand alone, without a module or a value before them";
        return Nearest.hint(
                last,
                known,
                Foreign.Place.FUNCTION,
                Foreign.hint(Foreign.Place.MEMBER, last).orElse(alone));
    }

    private static String ownFunction(String name) {
        return "the functions are listed in docs/language.md; one of your own is a cell, cell " + name
                + " { input x: vector<n> output y = ... }, applied by the pipe";
    }

    /** Of a function that takes two values and was given more; empty for the others. */
    static String ofMore(String name) {
        return switch (name) {
            case "max", "min" -> "of three values: " + name + "(" + name + "(x, y), z)";
            default -> "";
        };
    }

    /** Of a function that takes two values and was given one; empty for the others. */
    static String ofTwo(String name) {
        return switch (name) {
            case "max" ->
                "max(x, y) is the larger of two, element by element; maxOverSteps(x) is over the steps; of the elements"
                        + " of one vector there is none, log(sum(exp(x))) is near";
            case "min" ->
                "min(x, y) is the smaller of two, element by element; of the elements of one vector there is none,"
                        + " -log(sum(exp(-x))) is near";
            case "dot" -> "dot(x, y) is of two vectors; a matrix takes a vector by W * x";
            case "row" -> "row(E, c) is of a matrix and a token";
            default -> "";
        };
    }
}
