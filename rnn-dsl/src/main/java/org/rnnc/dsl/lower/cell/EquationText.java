// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.parse.format.ExpressionLine;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Equations as a reader of the generated code sees them, a line each. */
public final class EquationText {
    /** What a layer that runs from the last step to the first has behind it is the next step. */
    private static final Pattern BEFORE = Pattern.compile("\\[\\s*t\\s*-[^\\]]*\\]");

    /** A name, or its value of another step. */
    private static final Pattern VALUE = Pattern.compile("\\w+(\\[[^\\]]*\\])?");

    private EquationText() {}

    /** The equations of a cell, {@code layer: } before each, with the functions it was handed in place. */
    public static List<String> of(Environment environment, Members members) {
        Scope scope = environment.scope();
        List<String> lines = new ArrayList<>();
        for (String line : new SimplifiedEquations(environment).of(members.declaration())) {
            String text = environment.direction() == Direction.FORWARD
                    ? line
                    : BEFORE.matcher(line).replaceAll(back -> ahead(back.group()));
            for (Declaration.Parameter parameter : ((Declaration.Cell) members.declaration()).parameters()) {
                String name = parameter.name().text();
                Scope.Symbol symbol = scope.find(name);
                if (symbol != null && symbol.value() instanceof Value.Activation activation) {
                    String function = activation.use().name();
                    text = function.equals("identity") ? withoutCalls(text, name) : renamed(text, name, function);
                }
            }
            lines.add(environment.layer() + ": " + text);
        }
        return lines;
    }

    /** {@code [t+i+1]} of {@code [t-i-1]}. */
    private static String ahead(String back) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < back.length(); i++) {
            char sign = back.charAt(i);
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            boolean swapped = depth == 0 && (sign == '-' || sign == '+');
            text.append(swapped ? (sign == '-' ? '+' : '-') : sign);
        }
        return text.toString().replace(" ", "");
    }

    private static String renamed(String text, String name, String function) {
        return text.replaceAll("\\b" + name + "(?=\\s*\\()", Matcher.quoteReplacement(function));
    }

    /** A function that changes nothing leaves its operand, in parentheses where that may need them. */
    private static String withoutCalls(String text, String name) {
        Matcher call = Pattern.compile("\\b" + name + "\\s*\\(").matcher(text);
        if (!call.find()) {
            return text;
        }
        int open = call.end() - 1;
        int close = closing(text, open);
        String operand = withoutCalls(text.substring(open + 1, close), name);
        boolean whole =
                close == text.length() - 1 && text.substring(0, call.start()).endsWith(" = ");
        boolean plain = whole || VALUE.matcher(operand).matches();
        String rest = withoutCalls(text.substring(close + 1), name);
        return text.substring(0, call.start()) + (plain ? operand : "(" + operand + ")") + rest;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    /** The equations and outputs with a value of a cell or model. */
    public static List<String> of(Declaration declaration) {
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

    /** In one line, without comments: however it is laid out, a reader of the generated code sees the same. */
    static String tidy(String text) {
        return ExpressionLine.of(text);
    }
}
