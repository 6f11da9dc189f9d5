// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Subexpressions;

/**
 * A cell's equations without what does nothing in this instance: {@code zoneout(a, b, zoneout)} is {@code a} where that is
 * 0, and a line that is then left with another name for a value is gone.
 */
final class SimplifiedEquations {
    private final Environment environment;
    /** Names that are left for other values, with what these are called. */
    private final Map<String, String> replaced = new LinkedHashMap<>();

    SimplifiedEquations(Environment environment) {
        this.environment = environment;
    }

    List<String> of(Declaration declaration) {
        List<String> lines = new ArrayList<>();
        for (Item item : declaration.items()) {
            if (item instanceof Item.Equation equation) {
                add(lines, equation.name().text(), equation.value());
            } else if (item instanceof Item.Output output && output.value().isPresent()) {
                add(lines, output.name().text(), output.value().get());
            }
        }
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            lines.replaceAll(line ->
                    line.replaceAll("\\b" + entry.getKey() + "\\b", Matcher.quoteReplacement(entry.getValue())));
        }
        return lines;
    }

    private void add(List<String> lines, String name, Expr value) {
        Expr left = value instanceof Expr.Call call && isIdle(call)
                ? call.arguments().get(0).value()
                : null;
        if (left instanceof Expr.Indexed) {
            replaced.put(name, EquationText.text(left));
        } else if (left instanceof Expr.Reference other) {
            replaced.put(other.name().text(), name);
        } else {
            boolean whole =
                    Subexpressions.of(value).stream().noneMatch(part -> part instanceof Expr.Call call && isIdle(call));
            lines.add(name + " = " + (whole ? EquationText.text(value) : EquationText.tidy(written(value, true))));
        }
    }

    /** The source of {@code expr}, without its idle calls. */
    private String written(Expr expr, boolean alone) {
        if (expr instanceof Expr.Call call && isIdle(call)) {
            return written(call.arguments().get(0).value(), alone);
        }
        List<Expr.Call> idle = new ArrayList<>();
        for (Expr part : Subexpressions.of(expr)) {
            if (part instanceof Expr.Call call && isIdle(call)) {
                idle.add(call);
            }
        }
        idle.sort(java.util.Comparator.comparingInt(call -> call.span().start()));
        String source = EquationText.source(expr);
        StringBuilder text = new StringBuilder();
        int start = expr.span().start();
        int at = start;
        for (Expr.Call call : idle) {
            if (call.span().start() >= at) {
                text.append(source, at - start, call.span().start() - start);
                text.append(written(call, false));
                at = call.span().end();
            }
        }
        text.append(source, at - start, source.length());
        boolean binds = expr instanceof Expr.Binary || expr instanceof Expr.Negation || expr instanceof Expr.Pipe;
        return binds && !alone ? "(" + text + ")" : text.toString();
    }

    /** Whether a call changes nothing: a random mask with the rate 0. */
    private boolean isIdle(Expr.Call call) {
        Scope.Symbol symbol = environment.scope().find(call.function().text());
        BuiltInFunction function = BuiltInFunction.find(call.function().text()).orElse(null);
        if (function == null || !function.isMask() || symbol != null && symbol.value() instanceof Value.Activation) {
            return false;
        }
        List<Expr.Argument> unnamed = call.arguments().stream()
                .filter(argument -> argument.name().isEmpty())
                .toList();
        Expr rate = call.arguments().stream()
                .filter(argument -> argument.name()
                        .filter(name -> name.text().equals("rate"))
                        .isPresent())
                .map(Expr.Argument::value)
                .findFirst()
                .orElse(
                        unnamed.size() > function.most()
                                ? unnamed.get(function.most()).value()
                                : null);
        return rate != null && isZero(rate);
    }

    private boolean isZero(Expr rate) {
        if (rate instanceof Expr.Reference reference) {
            Scope.Symbol symbol = environment.scope().find(reference.name().text());
            return symbol != null && symbol.value() instanceof Value.Constant constant && constant.value() == 0;
        }
        return rate instanceof Expr.Number number && number.value() == 0;
    }
}
