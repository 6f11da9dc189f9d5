// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Reads a model's signature from its declarations alone. */
public final class SignatureReader {
    private SignatureReader() {}

    public static Signature read(Declaration.Model model) {
        Map<String, Signature.DataSpec> inputs = new LinkedHashMap<>();
        Map<String, Signature.DataSpec> outputs = new LinkedHashMap<>();
        Map<String, Signature.DataSpec> targets = new LinkedHashMap<>();
        Map<String, Signature.DataSpec> tokens = new LinkedHashMap<>();
        Set<String> lookedBack = new HashSet<>();
        ModelSpec.Precision precision = ModelSpec.Precision.FLOAT;
        boolean trained = false;
        for (Item item : model.items()) {
            if (item instanceof Item.Input input) {
                input.declared()
                        .forEach(declared -> put(
                                inputs,
                                declared.name().text(),
                                kind(declared.type()),
                                declared.per()
                                        .filter(said -> said.axis().isEmpty())
                                        .isPresent(),
                                axis(declared.per())));
            } else if (item instanceof Item.Output output) {
                String name = output.name().text();
                put(outputs, name, Signature.Kind.NUMBERS, false, axis(output.per()));
                if (output.type().isPresent() && output.type().get() instanceof TypeSyntax.TokenType) {
                    put(tokens, name, Signature.Kind.TOKEN, false, axis(output.per()));
                }
                output.value().ifPresent(value -> addLookedBack(value, lookedBack));
            } else if (item instanceof Item.Equation equation) {
                addLookedBack(equation.value(), lookedBack);
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
        tokens.keySet().retainAll(lookedBack);
        return new Signature(
                model.name().text(),
                precision,
                trained,
                values(inputs),
                values(outputs),
                values(targets),
                values(tokens),
                axes(inputs, outputs, trees(model), namedTrees(model)));
    }

    /** The names of axes whose steps are nodes. */
    private static Set<String> trees(Declaration.Model model) {
        return model.items().stream()
                .flatMap(item -> item instanceof Item.Input input
                        ? input.declared().stream().flatMap(declared -> declared.per().stream())
                        : item instanceof Item.Output output ? output.per().stream() : Stream.empty())
                .filter(Item.Frequency::isOfTree)
                .map(per -> axis(Optional.of(per)))
                .collect(Collectors.toSet());
    }

    /** Of trees that have no input or output of their own. */
    private static List<String> namedTrees(Declaration.Model model) {
        return model.items().stream()
                .flatMap(item -> item instanceof Item.Equation equation
                        ? Stream.of(equation.value())
                        : item instanceof Item.Output output ? output.value().stream() : Stream.empty())
                .flatMap(NamedTree::in)
                .map(Name::text)
                .distinct()
                .toList();
    }

    /**
     * Those that are named, and the one that is not if an input says nothing.
     *
     * @param named trees, where no input or output names one
     */
    private static List<Axis> axes(
            Map<String, Signature.DataSpec> inputs,
            Map<String, Signature.DataSpec> outputs,
            Set<String> trees,
            List<String> named) {
        Set<String> axes = new LinkedHashSet<>();
        inputs.values().stream()
                .filter(input -> !input.perSequence())
                .forEach(input -> axes.add(input.axis().isEmpty() ? Axis.TIME.name() : input.axis()));
        outputs.values().stream().filter(output -> !output.axis().isEmpty()).forEach(output -> axes.add(output.axis()));
        Set<String> nodes = new HashSet<>(trees);
        if (trees.isEmpty()) {
            named.stream().filter(axes::add).forEach(nodes::add);
        }
        List<String> ordered = new ArrayList<>(axes);
        // The one without a name has the first place.
        ordered.sort(Comparator.comparing(axis -> !axis.equals(Axis.TIME.name())));
        List<Axis> all = new ArrayList<>();
        for (String name : ordered) {
            all.add(new Axis(all.size(), name, nodes.contains(name) ? Axis.Kind.TREE : Axis.Kind.SEQUENCE));
        }
        return all.isEmpty() ? List.of(Axis.TIME) : all;
    }

    private static String axis(Optional<Item.Frequency> per) {
        return per.flatMap(Item.Frequency::axis).map(Name::text).orElse("");
    }

    private static void addLookedBack(Expr value, Set<String> names) {
        for (Expr expr : Subexpressions.of(value)) {
            PreviousCall.of(expr)
                    .flatMap(PreviousCall::operand)
                    .filter(Expr.Reference.class::isInstance)
                    .ifPresent(operand ->
                            names.add(((Expr.Reference) operand).name().text()));
        }
    }

    private static void readTargets(Expr loss, Map<String, Signature.DataSpec> targets) {
        for (Expr expr : Subexpressions.of(loss)) {
            if (expr instanceof Expr.Call call
                    && !LossKind.isPenalty(call)
                    && !call.arguments().isEmpty()
                    && call.arguments().get(0).value() instanceof Expr.Reference output) {
                boolean token = LossKind.isOfToken(call);
                put(targets, output.name().text(), token ? Signature.Kind.TOKEN : Signature.Kind.NUMBERS, false, "");
            }
        }
    }

    private static Signature.Kind kind(TypeSyntax type) {
        return type instanceof TypeSyntax.TokenType ? Signature.Kind.TOKEN : Signature.Kind.NUMBERS;
    }

    private static void put(
            Map<String, Signature.DataSpec> specs, String name, Signature.Kind kind, boolean perSequence, String axis) {
        specs.putIfAbsent(name, new Signature.DataSpec(name, kind, perSequence, axis));
    }

    private static List<Signature.DataSpec> values(Map<String, Signature.DataSpec> specs) {
        return new ArrayList<>(specs.values());
    }
}
