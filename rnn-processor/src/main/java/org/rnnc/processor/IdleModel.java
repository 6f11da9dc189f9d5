// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.processor.plan.Plan;

/**
 * A model that needs whole sequences and has no loss: nothing of its class can be called, since a session cannot step it
 * and there is nothing to train. To be taken away, with its one call, once every model can predict.
 */
final class IdleModel {
    private IdleModel() {}

    /** What to say of {@code model}; nothing if its class can do something. */
    static Optional<Diagnostic> warning(Declaration.Model model, Plan plan, Front.Places places) {
        if (plan.step().isPresent() || plan.window().isPresent()) {
            return Optional.empty();
        }
        List<Name> outputs = model.items().stream()
                .filter(Item.Output.class::isInstance)
                .map(item -> ((Item.Output) item).name())
                .toList();
        Name output = outputs.get(0);
        // Which of several outputs looks ahead is not known here.
        Name place = outputs.size() == 1 ? output : model.name();
        String loss = places.isAttribute(output.span()) ? "loss = Loss.MSE" : "loss mse(" + output + ")";
        return Optional.of(new Diagnostic(
                Code.IDLE_MODEL.id(),
                Severity.WARNING,
                place.span(),
                "model `" + model.name() + "` needs whole sequences and has no loss: its class has neither a session, "
                        + "which answers step by step, nor a trainer, so that it cannot run",
                "add a loss, such as `" + loss + "`: its trainer also runs it, by loss(...) and then values(\"" + output
                        + "\")"));
    }
}
