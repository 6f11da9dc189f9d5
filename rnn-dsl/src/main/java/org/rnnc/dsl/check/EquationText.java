// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.read.SpecPrinter;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;

/** Equations as a reader of the generated code sees them, a line each. */
final class EquationText {
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** What a layer that runs from the last step to the first has behind it is the next step. */
    private static final Pattern BEFORE = Pattern.compile("\\[\\s*t\\s*-\\s*1\\s*\\]");

    private EquationText() {}

    /** The equations of a cell, {@code layer: } before each, with the functions it was handed in place. */
    static List<String> of(Frame frame, Body body) {
        Scope scope = frame.scope();
        List<String> lines = new ArrayList<>();
        for (String line : new IdleText(frame).of(body.declaration())) {
            String text = frame.direction() == Direction.FORWARD
                    ? line
                    : BEFORE.matcher(line).replaceAll("[t+1]");
            for (Declaration.Parameter parameter : ((Declaration.Cell) body.declaration()).parameters()) {
                String name = parameter.name().text();
                if (scope.find(name) != null && scope.find(name).value() instanceof Value.Activation activation) {
                    text = text.replaceAll(
                            "\\b" + name + "(?=\\s*\\()",
                            Matcher.quoteReplacement(shown(activation.use().name())));
                }
            }
            lines.add(frame.layer() + ": " + text);
        }
        return lines;
    }

    /** A function that changes nothing leaves its parentheses. */
    private static String shown(String function) {
        return function.equals("identity") ? "" : function;
    }

    /** The equations and outputs with a value of a cell or model. */
    static List<String> of(Declaration declaration) {
        List<String> lines = new ArrayList<>();
        for (Item item : declaration.items()) {
            if (item instanceof Item.Equation equation) {
                lines.add(equation.name() + " = " + text(equation.value()));
            } else if (item instanceof Item.Output output && output.value().isPresent()) {
                lines.add(output.name() + " = " + text(output.value().get()));
            }
        }
        return lines;
    }

    /** As its author put it; but straight flows in one way, so that it does not matter how they were written. */
    static String text(Expr expr) {
        Expr head = expr;
        while (head instanceof Expr.Pipe pipe) {
            head = pipe.input();
        }
        return head instanceof Expr.Reference ? SpecPrinter.print(expr) : tidy(source(expr));
    }

    static String source(Expr expr) {
        var span = expr.span();
        String all = span.source().text();
        int end = Math.min(span.end(), all.length());
        return all.substring(Math.min(span.start(), end), end);
    }

    /** In one line, without comments. */
    static String tidy(String text) {
        return COMMENT.matcher(text).replaceAll(" ").strip().replaceAll("\\s+", " ");
    }
}
