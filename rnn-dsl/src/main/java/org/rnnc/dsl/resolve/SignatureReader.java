// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Reads a model's signature from its declarations alone. */
public final class SignatureReader {
    private SignatureReader() {}

    public static Signature read(Declaration.Model model) {
        Map<String, Signature.DataSpec> inputs = new LinkedHashMap<>();
        Map<String, Signature.DataSpec> outputs = new LinkedHashMap<>();
        Map<String, Signature.DataSpec> targets = new LinkedHashMap<>();
        ModelSpec.Precision precision = ModelSpec.Precision.FLOAT;
        boolean trained = false;
        for (Item item : model.items()) {
            if (item instanceof Item.Input input) {
                input.declared()
                        .forEach(declared -> put(
                                inputs,
                                declared.name().text(),
                                kind(declared.type()),
                                declared.per().isPresent()));
            } else if (item instanceof Item.Output output) {
                put(outputs, output.name().text(), Signature.Kind.NUMBERS, false);
            } else if (item instanceof Item.Loss loss) {
                trained = true;
                readTargets(loss.value(), targets);
            } else if (item instanceof Item.PrecisionChoice choice
                    && choice.value().text().equals("double")) {
                precision = ModelSpec.Precision.DOUBLE;
            }
        }
        if (inputs.size() + outputs.size() > Limits.INPUTS_AND_OUTPUTS) {
            // No method could have so many parameters.
            inputs.clear();
            outputs.clear();
        }
        targets.keySet().retainAll(outputs.keySet());
        return new Signature(model.name().text(), precision, trained, values(inputs), values(outputs), values(targets));
    }

    private static void readTargets(Expr loss, Map<String, Signature.DataSpec> targets) {
        for (Expr expr : Subexpressions.of(loss)) {
            if (expr instanceof Expr.Call call
                    && !LossKind.isPenalty(call)
                    && !call.arguments().isEmpty()
                    && call.arguments().get(0).value() instanceof Expr.Reference output) {
                boolean token = LossKind.isOfToken(call);
                put(targets, output.name().text(), token ? Signature.Kind.TOKEN : Signature.Kind.NUMBERS, false);
            }
        }
    }

    private static Signature.Kind kind(TypeSyntax type) {
        return type instanceof TypeSyntax.TokenType ? Signature.Kind.TOKEN : Signature.Kind.NUMBERS;
    }

    private static void put(
            Map<String, Signature.DataSpec> specs, String name, Signature.Kind kind, boolean perSequence) {
        specs.putIfAbsent(name, new Signature.DataSpec(name, kind, perSequence));
    }

    private static List<Signature.DataSpec> values(Map<String, Signature.DataSpec> specs) {
        return new ArrayList<>(specs.values());
    }
}
