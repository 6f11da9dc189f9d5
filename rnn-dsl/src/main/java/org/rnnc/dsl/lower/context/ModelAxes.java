// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.resolve.JavaNames;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.NamedTree;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;

/**
 * The time axes of a model: those that its inputs and outputs name, {@code per word of text}, in the order in which they do;
 * and one without a name, if an input says nothing.
 */
public final class ModelAxes {
    private final Map<String, Axis> byName = new LinkedHashMap<>();
    private final List<Name> declared = new ArrayList<>();
    /** Those whose steps are nodes. */
    private final Set<String> trees = new HashSet<>();

    private ModelAxes() {}

    /** Of a cell by itself. */
    public static ModelAxes ofCell() {
        ModelAxes axes = new ModelAxes();
        axes.byName.put(Axis.OF_CELL.name(), Axis.OF_CELL);
        return axes;
    }

    /** Of a model that names none. */
    public static ModelAxes unnamed() {
        ModelAxes axes = new ModelAxes();
        axes.byName.put(Axis.TIME.name(), Axis.TIME);
        return axes;
    }

    public static ModelAxes of(Members members, ErrorReporter report) {
        ModelAxes axes = new ModelAxes();
        axes.findTrees(members, report);
        for (Members.InputDecl input : members.inputs()) {
            input.per().ifPresentOrElse(axes::add, () -> axes.byName.put(Axis.TIME.name(), Axis.TIME));
        }
        members.outputs().forEach(output -> output.per().ifPresent(axes::add));
        axes.addTreeOfCalls(members);
        axes.declared.forEach(name -> JavaNames.checkMember("axis", name, report));
        JavaNames.checkCase(axes.declared, report);
        return axes.byName.isEmpty() ? unnamed() : axes;
    }

    /** Where something is there per node or per leaf of an axis, its steps are nodes of trees, and all along it is. */
    private void findTrees(Members members, ErrorReporter report) {
        List<Item.Frequency> all = Stream.concat(
                        members.inputs().stream().flatMap(input -> input.per().stream()),
                        members.outputs().stream().flatMap(output -> output.per().stream()))
                .filter(per -> per.axis().isPresent())
                .toList();
        all.stream()
                .filter(Item.Frequency::isOfTree)
                .forEach(per -> trees.add(per.axis().get().text()));
        for (Item.Frequency per : all) {
            String axis = per.axis().get().text();
            if (trees.contains(axis) && !per.isOfTree()) {
                report.error(
                        Code.NO_TREE,
                        per.each().span(),
                        "axis " + Quote.of(axis) + " has nodes, and this is per " + Quote.of(per.each()) + " of it",
                        "per node of " + axis + ", or per leaf of " + axis);
            }
        }
        for (Item.Output output : members.outputs()) {
            output.per()
                    .filter(Item.Frequency::isPerLeaf)
                    .ifPresent(per -> report.error(
                            Code.NO_TREE,
                            per.each().span(),
                            "only inputs are there at leaves alone",
                            "per node of " + per.axis().get() + "; root(x) has one value for each tree"));
        }
    }

    private void add(Item.Frequency per) {
        per.axis().ifPresent(this::add);
    }

    private void add(Name name) {
        boolean tree = trees.contains(name.text());
        boolean unnamed = name.text().equals(Axis.TIME.name());
        Axis.Kind kind = tree ? Axis.Kind.TREE : Axis.Kind.SEQUENCE;
        byName.computeIfAbsent(name.text(), key -> new Axis(unnamed ? 0 : declared.size() + 1, key, kind));
        declared.add(name);
    }

    /**
     * A tree whose nodes only stand for steps of a sequence, and have no input or output of their own, is named by {@code
     * atLeaves(x, per = tree)} alone.
     */
    private void addTreeOfCalls(Members members) {
        if (!trees.isEmpty()) {
            return;
        }
        members.expressions().stream()
                .flatMap(NamedTree::in)
                .filter(name -> !byName.containsKey(name.text()))
                .forEach(name -> {
                    trees.add(name.text());
                    add(name);
                });
    }

    public List<Axis> all() {
        return List.copyOf(byName.values());
    }

    /** The one there is; empty where there are several. */
    public Optional<Axis> only() {
        return byName.size() == 1 ? Optional.of(all().get(0)) : Optional.empty();
    }

    /** How often an input has a value. */
    public Domain domain(Members.InputDecl input, ErrorReporter report) {
        input.checkWord(report);
        return input.isPerSequence()
                ? Domain.SEQUENCE
                : Domain.step(input.per().map(this::said).orElse(Axis.TIME));
    }

    private Axis said(Item.Frequency per) {
        return byName.getOrDefault(per.axis().map(Name::text).orElse(Axis.TIME.name()), Axis.TIME);
    }

    /** Along which what is declared has a value for each step, if that is said. */
    public Optional<Axis> axis(Optional<Item.Frequency> per) {
        return per.flatMap(Item.Frequency::axis).map(name -> byName.getOrDefault(name.text(), Axis.TIME));
    }

    /** The axis of this name; empty, and reported, if there is none. */
    public Optional<Axis> find(Name name, ErrorReporter report) {
        Optional<Axis> found = Optional.ofNullable(byName.get(name.text()));
        if (found.isEmpty()) {
            String all = String.join(", ", byName.keySet());
            report.error(
                    Code.UNKNOWN_CHOICE,
                    name.span(),
                    "there is no axis " + Quote.of(name),
                    Suggestion.hint(
                            name.text(),
                            byName.keySet(),
                            byName.size() == 1 ? "the only one is " + all : "there are " + all));
        }
        return found;
    }
}
