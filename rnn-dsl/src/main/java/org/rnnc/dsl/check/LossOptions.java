// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/**
 * One loss as written: {@code huber(length, delta = 2, reduction = sum)}.
 *
 * @param delta of {@link Kind#HUBER}: where squares give way to lines
 */
record LossOptions(Kind kind, Name output, Reduction reduction, double delta) {
    enum Kind {
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        MSE,
        MAE,
        HUBER
    }

    /** What the sum over all elements is divided by. */
    enum Reduction {
        /** The number of elements; for {@link Kind#CROSS_ENTROPY}, of tokens. */
        MEAN,
        /** Nothing. */
        SUM,
        /** The number of sequences. */
        BATCH
    }

    private static final Map<String, Kind> KINDS = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("crossEntropy", Kind.CROSS_ENTROPY);
        kinds.put("binaryCrossEntropy", Kind.BINARY_CROSS_ENTROPY);
        kinds.put("mse", Kind.MSE);
        kinds.put("mae", Kind.MAE);
        kinds.put("huber", Kind.HUBER);
        return kinds;
    }

    static boolean isCrossEntropy(String name) {
        return KINDS.get(name) == Kind.CROSS_ENTROPY;
    }

    static Optional<LossOptions> read(Frame frame, Expr.Call call) {
        Report report = frame.report();
        Kind kind = KINDS.get(call.function().text());
        if (kind == null) {
            report.error(
                    Code.UNKNOWN_CHOICE,
                    call.function().span(),
                    "there is no loss " + Quote.of(call.function()),
                    Nearest.hint(
                            call.function().text(), KINDS.keySet(), "there are " + String.join(", ", KINDS.keySet())));
            return Optional.empty();
        }
        List<String> named = kind == Kind.HUBER ? List.of("delta", "reduction") : List.of("reduction");
        Arguments arguments = new Arguments(call.function(), List.of("output"), named, report);
        Map<String, Expr.Argument> bound = arguments.bind(call.arguments());
        boolean given = arguments.require("output", call.function() + "(y)");
        Optional<Reduction> reduction = reduction(bound.get("reduction"), report);
        Optional<Double> delta = delta(frame, bound.get("delta"));
        if (given && !(bound.get("output").value() instanceof Expr.Reference)) {
            report.error(
                    Code.LOSS_MISFIT,
                    bound.get("output").value().span(),
                    "a loss is of an output, by its name",
                    "output y = " + Quote.text(bound.get("output").value()));
            return Optional.empty();
        }
        if (!arguments.sound() || reduction.isEmpty() || delta.isEmpty()) {
            return Optional.empty();
        }
        Name output = ((Expr.Reference) bound.get("output").value()).name();
        return Optional.of(new LossOptions(kind, output, reduction.get(), delta.get()));
    }

    private static Optional<Reduction> reduction(Expr.Argument argument, Report report) {
        if (argument == null) {
            return Optional.of(Reduction.MEAN);
        }
        String text = Quote.text(argument.value());
        for (Reduction reduction : Reduction.values()) {
            if (reduction.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(reduction);
            }
        }
        report.error(
                Code.UNKNOWN_CHOICE,
                argument.value().span(),
                "there is no reduction " + Quote.of(text),
                Nearest.hint(text, List.of("mean", "sum", "batch"), "mean, sum or batch"));
        return Optional.empty();
    }

    private static Optional<Double> delta(Frame frame, Expr.Argument argument) {
        if (argument == null) {
            return Optional.of(1.0);
        }
        Value value = frame.lower(argument.value());
        if (value instanceof Value.Constant constant && constant.value() > 0) {
            return Optional.of(constant.value());
        }
        if (value != Value.POISON) {
            frame.report().error(Code.BAD_VALUE, argument.value().span(), "`delta` is a number more than 0", "");
        }
        return Optional.empty();
    }
}
