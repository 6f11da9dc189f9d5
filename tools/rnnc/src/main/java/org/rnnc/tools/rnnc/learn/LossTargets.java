// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.resolve.LossKind;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.SpecFile;

/** What the losses of a model say about targets. */
public final class LossTargets {
    /** Losses of differences, which only scale with the unit that targets are in. */
    private static final Set<LossKind> DISTANCES =
            Set.of(LossKind.MSE, LossKind.MAE, LossKind.HUBER, LossKind.QUANTILE);

    private final ModelSpec model;
    private final Set<String> distances = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    public LossTargets(SpecFile file, ModelSpec model) {
        this.model = model;
        file.models().stream()
                .filter(declared -> declared.name().text().equals(model.name()))
                .flatMap(declared -> declared.items().stream())
                .forEach(item -> {
                    if (item instanceof Item.Loss loss) {
                        collect(loss.value());
                    }
                });
    }

    private void collect(Expr loss) {
        if (loss instanceof Expr.Binary binary) {
            collect(binary.left());
            collect(binary.right());
        } else if (loss instanceof Expr.Call call) {
            List<Expr.Argument> arguments = call.arguments();
            LossKind.find(call.function().text()).ifPresent(kind -> {
                if (!arguments.isEmpty() && arguments.get(0).value() instanceof Expr.Reference output) {
                    (DISTANCES.contains(kind) ? distances : others)
                            .add(output.name().text());
                }
            });
        }
    }

    /** Whether targets may be scaled as they like: all losses of the output are of differences. */
    public boolean isDistance(String output) {
        return distances.contains(output) && !others.contains(output);
    }

    /** The same by target, of those that have one. */
    public Map<String, Integer> ignored() {
        Map<String, Integer> ignored = new HashMap<>();
        for (Graph.Data target : model.graph().targets()) {
            target.ignored().ifPresent(token -> ignored.put(target.name(), token));
        }
        return ignored;
    }

    /** The token that counts nothing, of {@code crossEntropy(kind, ignore = -100)}. */
    public OptionalInt ignored(String output) {
        return model.graph().targets().stream()
                .filter(target -> target.name().equals(output))
                .findFirst()
                .map(Graph.Data::ignored)
                .orElse(OptionalInt.empty());
    }
}
