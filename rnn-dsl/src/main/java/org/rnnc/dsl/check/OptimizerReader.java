// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Reads {@code optimizer adagrad(rate = 0.1)}: every option has a name. */
final class OptimizerReader {
    private static final List<String> KINDS = List.of("sgd", "adagrad");

    private final Frame frame;

    OptimizerReader(Frame frame) {
        this.frame = frame;
    }

    Optional<Training.Optimizer> read(Expr expr) {
        Name name = CallLowering.stageName(expr);
        if (name == null || !KINDS.contains(name.text())) {
            unknown(expr, name);
            return Optional.empty();
        }
        boolean adagrad = name.text().equals("adagrad");
        List<Expr.Argument> given = expr instanceof Expr.Call call ? call.arguments() : List.of();
        Arguments arguments =
                new Arguments(name, List.of(), adagrad ? List.of("rate", "epsilon") : List.of("rate"), frame.report());
        Map<String, Expr.Argument> bound = arguments.bind(given);
        if (!arguments.sound() || !arguments.require("rate", name + "(rate = 0.1)")) {
            return Optional.empty();
        }
        Numbers numbers = new Numbers(frame);
        Optional<Double> rate = numbers.positive(bound.get("rate").value(), "rate");
        Optional<Double> epsilon = bound.containsKey("epsilon")
                ? numbers.notNegative(bound.get("epsilon").value(), "epsilon")
                : Optional.of(1e-10);
        return rate.flatMap(
                r -> epsilon.map(e -> adagrad ? new Training.Optimizer.Adagrad(r, e) : new Training.Optimizer.Sgd(r)));
    }

    private void unknown(Expr expr, Name name) {
        if (name != null && Unavailable.isOptimizer(name.text())) {
            frame.report()
                    .unavailable(name.span(), "optimizer " + Quote.of(name), "there are " + String.join(", ", KINDS));
            return;
        }
        String kinds = "there are " + String.join(", ", KINDS);
        frame.report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name == null ? expr.span() : name.span(),
                        "there is no optimizer " + Quote.of(name == null ? Quote.text(expr) : name.text()),
                        name == null ? kinds : Nearest.hint(name.text(), KINDS, kinds));
    }
}
