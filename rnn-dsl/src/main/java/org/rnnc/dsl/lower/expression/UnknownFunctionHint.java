// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.NearestName;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.LossKind;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.syntax.Name;

/** What to write for a call of something that there is not. */
final class UnknownFunctionHint {
    private UnknownFunctionHint() {}

    /** @param known what could have been called here */
    static String hint(Environment environment, Name name, Set<String> known) {
        String text = name.text();
        String last = text.substring(text.lastIndexOf('.') + 1);
        if (LossKind.words().contains(last)) {
            return "a loss is said without `=`: loss " + last + "(y)";
        }
        Set<String> all = new TreeSet<>(known);
        all.addAll(environment.cells().names(environment.file()));
        all.addAll(StageName.DIRECTIONS);
        if (text.contains(".")) {
            return dotted(environment, text.substring(0, text.lastIndexOf('.')), last, all);
        }
        if (environment.scope().find(text) != null) {
            return "it is a value, and takes no arguments: this step's is " + text + "; a product has a sign, " + text
                    + " * ...";
        }
        return Suggestion.hint(text, all, Foreign.Place.FUNCTION, ownFunction(text));
    }

    /** {@code nn.LSTM(4)}, {@code x.sum()}: modules and methods of other languages. */
    private static String dotted(Environment environment, String before, String last, Set<String> known) {
        Optional<String> meant = known.contains(last) ? Optional.of(last) : NearestName.same(last, known);
        boolean value = environment.scope().find(before) != null;
        if (meant.isPresent()) {
            return value
                    ? "a function is called with its operand: " + meant.get() + "(" + before + ")"
                    : "names stand alone, without a module: " + meant.get();
        }
        String alone = "names stand alone, without a module or a value before them";
        return Suggestion.hint(
                last,
                known,
                Foreign.Place.FUNCTION,
                Foreign.hint(Foreign.Place.MEMBER, last).orElse(alone));
    }

    private static String ownFunction(String name) {
        return "the functions are listed in docs/language.md; one of your own is a cell, cell " + name
                + " { input x: vector<n> output y = ... }, applied by the pipe";
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
