// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads how parameters start: {@code normal(0.01)}. */
final class Starts {
    private static final Map<String, List<String>> KINDS = Map.of(
            "zeros", List.of(),
            "xavier", List.of(),
            "constant", List.of("value"),
            "normal", List.of("stddev"),
            "uniform", List.of("low", "high"));

    private final Frame frame;

    Starts(Frame frame) {
        this.frame = frame;
    }

    /** @param type of the parameter that starts so; null for a model's start */
    Optional<Start> read(Expr expr, Type type) {
        Name name = CallLowering.stageName(expr);
        if (name == null || !KINDS.containsKey(name.text())) {
            unknown(expr, name);
            return Optional.empty();
        }
        if (name.text().equals("xavier") && type instanceof Type.Vector) {
            frame.report()
                    .error(Code.WRONG_TYPE, name.span(), "`xavier` is for matrices; this is " + type, "start zeros");
            return Optional.empty();
        }
        List<Expr.Argument> given = expr instanceof Expr.Call call ? call.arguments() : List.of();
        boolean limit = name.text().equals("uniform") && given.size() == 1;
        List<String> parameters = limit ? List.of("limit") : KINDS.get(name.text());
        Arguments arguments = new Arguments(name, parameters, List.of(), frame.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        boolean sound = arguments.sound();
        double[] values = new double[2];
        for (int i = 0; sound && i < parameters.size(); i++) {
            sound = arguments.require(parameters.get(i), "for example " + example(name.text()));
            Optional<Double> value = sound ? number(bound.get(parameters.get(i)).value()) : Optional.empty();
            sound &= value.isPresent();
            values[i] = value.orElse(0.0);
        }
        return sound ? make(name, expr, limit, values[0], values[1]) : Optional.empty();
    }

    private Optional<Start> make(Name name, Expr expr, boolean limit, double a, double b) {
        return switch (name.text()) {
            case "zeros" -> Optional.of(Start.ZEROS);
            case "xavier" -> Optional.of(Start.XAVIER);
            case "constant" -> Optional.of(new Start(Start.Kind.CONSTANT, a, 0));
            case "normal" ->
                inRange(a > 0, expr, "a standard deviation is more than 0")
                        ? Optional.of(new Start(Start.Kind.NORMAL, a, 0))
                        : Optional.empty();
            default -> {
                double low = limit ? -a : a;
                double high = limit ? a : b;
                yield inRange(low < high, expr, "the lower end is less than the upper one")
                        ? Optional.of(new Start(Start.Kind.UNIFORM, low, high))
                        : Optional.empty();
            }
        };
    }

    private boolean inRange(boolean sound, Expr expr, String rule) {
        if (!sound) {
            frame.report().error(Code.BAD_VALUE, expr.span(), Quote.of(expr) + " is out of range: " + rule, "");
        }
        return sound;
    }

    private Optional<Double> number(Expr expr) {
        Value value = frame.lower(expr);
        if (value instanceof Value.Constant constant) {
            return Optional.of(constant.value());
        }
        if (value != Value.POISON) {
            frame.report()
                    .error(
                            Code.WRONG_TYPE,
                            expr.span(),
                            Quote.of(expr) + " is " + Value.describe(value) + ", not a number known when compiling",
                            "");
        }
        return Optional.empty();
    }

    private void unknown(Expr expr, Name name) {
        if (name != null && Unavailable.isStart(name.text())) {
            frame.report().unavailable(name.span(), "start " + Quote.of(name), "");
            return;
        }
        String kinds = "zeros, constant(1), normal(0.01), uniform(0.1) or xavier";
        frame.report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name == null ? expr.span() : name.span(),
                        "there is no start " + Quote.of(name == null ? Quote.text(expr) : name.text()),
                        name == null ? kinds : Nearest.hint(name.text(), KINDS.keySet(), kinds));
    }

    private static String example(String kind) {
        return switch (kind) {
            case "constant" -> "constant(1)";
            case "normal" -> "normal(0.01)";
            default -> "uniform(-0.1, 0.1)";
        };
    }
}
