// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.resolve.CallArguments;
import org.rnnc.dsl.resolve.StageName;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads how parameters start: {@code normal(0.01)}. */
public final class InitializerReader {
    /** A start, the arguments it must have, and those it may have, which are 1 where they are not given. */
    private record Kind(Start.Kind kind, boolean ofMatrices, List<String> required, List<String> optional) {}

    private static final Map<String, Kind> KINDS = kinds();

    /** The start that only a whole model can have: {@link Initializer}. */
    private static final String PYTORCH = "pytorch";

    private final Environment environment;

    public InitializerReader(Environment environment) {
        this.environment = environment;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("zeros", new Kind(Start.Kind.ZEROS, false, List.of(), List.of()));
        kinds.put("constant", new Kind(Start.Kind.CONSTANT, false, List.of("value"), List.of()));
        kinds.put("normal", new Kind(Start.Kind.NORMAL, false, List.of("stddev"), List.of()));
        kinds.put("uniform", new Kind(Start.Kind.UNIFORM, false, List.of("low", "high"), List.of()));
        kinds.put("xavier", new Kind(Start.Kind.XAVIER, true, List.of(), List.of()));
        kinds.put("he", new Kind(Start.Kind.HE, true, List.of(), List.of()));
        kinds.put("lecun", new Kind(Start.Kind.LECUN, true, List.of(), List.of()));
        kinds.put("orthogonal", new Kind(Start.Kind.ORTHOGONAL, true, List.of(), List.of("gain")));
        kinds.put("identity", new Kind(Start.Kind.IDENTITY, true, List.of(), List.of("gain")));
        return kinds;
    }

    /** How all parameters of a model start that say nothing themselves. */
    public Optional<Initializer> readForModel(Expr expr) {
        if (expr instanceof Expr.Reference reference && reference.name().text().equals(PYTORCH)) {
            return Optional.of(Initializer.PYTORCH);
        }
        return read(expr, null).map(Initializer::ofMatrices);
    }

    /** @param type of the parameter that starts so; null for a model's start */
    public Optional<Start> read(Expr expr, @Nullable Type type) {
        Name name = StageName.of(expr);
        Kind kind = name == null ? null : KINDS.get(name.text());
        if (name == null || kind == null) {
            unknown(expr, name);
            return Optional.empty();
        }
        if (kind.ofMatrices() && type instanceof Type.Vector) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            name.span(),
                            Quote.of(name) + " is for matrices; this is " + type,
                            "start zeros");
            return Optional.empty();
        }
        List<Expr.Argument> given = expr instanceof Expr.Call call ? call.arguments() : List.of();
        boolean limit = kind.kind() == Start.Kind.UNIFORM && given.size() == 1;
        List<String> required = limit ? List.of("limit") : kind.required();
        List<String> all = new ArrayList<>(required);
        all.addAll(kind.optional());
        CallArguments arguments = new CallArguments(name, all, List.of(), environment.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        boolean sound = arguments.sound();
        double[] values = {0, 0};
        for (int i = 0; sound && i < all.size(); i++) {
            Expr.Argument argument = bound.get(all.get(i));
            if (argument != null) {
                Optional<Double> value = new NumericOptions(environment).number(argument.value(), all.get(i));
                sound = value.isPresent();
                values[i] = value.orElse(0.0);
            } else {
                sound = i >= required.size() || arguments.require(all.get(i), "for example " + example(name.text()));
                values[i] = 1;
            }
        }
        return sound ? make(kind, expr, limit, values[0], values[1]) : Optional.empty();
    }

    private Optional<Start> make(Kind kind, Expr expr, boolean limit, double a, double b) {
        double low = limit ? -a : a;
        double high = limit ? a : b;
        boolean sound = switch (kind.kind()) {
            case NORMAL -> inRange(a > 0, expr, "a standard deviation is more than 0");
            case UNIFORM -> inRange(low < high, expr, "the lower end is less than the upper one");
            default -> true;
        };
        if (!sound) {
            return Optional.empty();
        }
        boolean range = kind.kind() == Start.Kind.UNIFORM;
        return Optional.of(new Start(kind.kind(), range ? low : a, range ? high : 0));
    }

    private boolean inRange(boolean sound, Expr expr, String rule) {
        if (!sound) {
            environment.report().error(Code.BAD_VALUE, expr.span(), Quote.of(expr) + " is out of range: " + rule, "");
        }
        return sound;
    }

    private void unknown(Expr expr, @Nullable Name name) {
        if (name != null && name.text().equals(PYTORCH)) {
            environment
                    .report()
                    .error(
                            Code.WRONG_TYPE,
                            expr.span(),
                            "`pytorch` is a start of whole models",
                            "train { start pytorch }; of one parameter, start uniform(1 / sqrt(n))");
            return;
        }
        String kinds = String.join(", ", KINDS.keySet()) + " or pytorch";
        environment
                .report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name == null ? expr.span() : name.span(),
                        "there is no start " + Quote.of(name == null ? Quote.text(expr) : name.text()),
                        name == null
                                ? expr instanceof Expr.Number
                                        ? "constant(" + Quote.text(expr) + ")"
                                        : "there are " + kinds
                                : Suggestion.hint(
                                        name.text(), KINDS.keySet(), Foreign.Place.START, "there are " + kinds));
    }

    private static String example(String kind) {
        return switch (kind) {
            case "constant" -> "constant(1)";
            case "normal" -> "normal(0.01)";
            default -> "uniform(-0.1, 0.1)";
        };
    }
}
