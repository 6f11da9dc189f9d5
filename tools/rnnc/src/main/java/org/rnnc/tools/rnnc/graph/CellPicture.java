// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Each;
import org.rnnc.tools.rnnc.graph.Picture.Group;
import org.rnnc.tools.rnnc.graph.Picture.Kind;
import org.rnnc.tools.rnnc.graph.Picture.Meeting;

/** The dataflow of one step: an operation a box, a layer a frame. What is the same at all steps stands in the boxes. */
final class CellPicture {
    private final Graph graph;
    private final Labels labels;
    private final Picture picture;
    private final Map<Node, String> groups = new HashMap<>();
    /** What is looked at at leaves alone. */
    private final Set<Node> leaves = new HashSet<>();

    private CellPicture(ModelSpec model, Labels labels) {
        this.graph = model.graph();
        this.labels = labels;
        Set<String> trees =
                graph.axes().stream().filter(Axis::isTree).map(Axis::name).collect(Collectors.toSet());
        this.picture = new Picture(
                model.name(), "one step", past(trees.size(), graph.axes().size()), trees);
    }

    private static Picture.Past past(int trees, int axes) {
        return trees == 0 ? Picture.Past.STEPS : trees < axes ? Picture.Past.BOTH : Picture.Past.NODES;
    }

    static Picture of(ModelSpec model, Labels labels) {
        CellPicture cell = new CellPicture(model, labels);
        Set<Node> shown = cell.shown();
        cell.findLeaves(shown);
        cell.findGroups(shown);
        shown.forEach(cell::addBox);
        shown.stream()
                .map(cell::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .forEach(group -> cell.picture.groups().add(new Group(group, group)));
        shown.forEach(cell::addArrows);
        cell.addOutputs();
        return cell.picture;
    }

    /** Whatever the outputs need, and differs from step to step or from sequence to sequence. */
    private Set<Node> shown() {
        Set<Node> shown = new TreeSet<>(Comparator.comparingInt(Node::id));
        Deque<Node> open = new ArrayDeque<>();
        graph.outputs().forEach(name -> open.add(shownFor(value(name))));
        while (!open.isEmpty()) {
            Node node = open.remove();
            if (isShown(node) && shown.add(node)) {
                node.inputs().forEach(input -> open.add(shownFor(input)));
                if (node.op() instanceof Op.Previous previous) {
                    open.add(shownFor(graph.states().get(previous.state()).definition()));
                }
            }
        }
        return shown;
    }

    private Node value(String output) {
        Node node = graph.values().get(output);
        if (node == null) {
            throw new IllegalStateException("no value " + output);
        }
        return node;
    }

    /** A repeated value is the value, and so is one that is seen at pairs of steps. */
    private static Node shownFor(Node node) {
        boolean repeated = node.op() instanceof Op.Broadcast || node.op() instanceof Op.AtPairs;
        return repeated ? shownFor(node.input(0)) : node;
    }

    private static boolean isShown(Node node) {
        boolean outside = node.op() instanceof Op.Initial || node.op() instanceof Op.Mask;
        return !node.domain().isOnce() && !outside;
    }

    /** What shows leaves alone, and what only that is made of. */
    private void findLeaves(Set<Node> shown) {
        Set<Node> outputs = graph.outputs().stream().map(this::value).collect(Collectors.toSet());
        List<Node> backward = new ArrayList<>(shown);
        Collections.reverse(backward);
        for (Node node : backward) {
            List<Node> users = shown.stream()
                    .filter(user -> user.inputs().stream().anyMatch(input -> shownFor(input) == node))
                    .toList();
            boolean shows = node.op() instanceof Op.OfLeaves
                    || node.op() instanceof Op.AtNodes at && at.places().leaves();
            boolean within = node.domain().axis().filter(Axis::isTree).isPresent()
                    && !(node.op() instanceof Op.Previous)
                    && !users.isEmpty()
                    && !outputs.contains(node)
                    && users.stream().allMatch(leaves::contains);
            if (shows || within) {
                leaves.add(node);
            }
        }
    }

    // ---- boxes -----------------------------------------------------------------------------------------------------

    private void addBox(Node node) {
        boolean named = labels.isNamed(node) && !(node.op() instanceof Op.Input);
        String name = node.op() instanceof Op.Previous previous
                ? before(graph.states().get(previous.state()), previous.link())
                : node.op() instanceof Op.Input input
                        ? graph.inputs().get(input.index()).name()
                        : named ? word(node) : "";
        picture.boxes().add(new Box(id(node), kind(node), name, what(node), group(node), each(node), axis(node)));
    }

    private static String id(Node node) {
        return "n" + node.id();
    }

    private String word(Node node) {
        return labels.name(node).word();
    }

    private String group(Node node) {
        return groups.getOrDefault(node, "");
    }

    /** The layer of each. A part of an equation that is called by what the model makes of it is where its users are. */
    private void findGroups(Set<Node> shown) {
        shown.forEach(node -> groups.put(node, ownGroup(node)));
        List<Node> backward = new ArrayList<>(shown);
        Collections.reverse(backward);
        for (Node node : backward) {
            Set<String> users = shown.stream()
                    .filter(user -> user.inputs().stream().anyMatch(input -> shownFor(input) == node))
                    .map(this::group)
                    .collect(Collectors.toSet());
            boolean within = node.inputs().stream().anyMatch(input -> users.contains(group(shownFor(input))));
            if (group(node).isEmpty() && !labels.isNamed(node) && mask(node).isEmpty() && users.size() == 1 && within) {
                groups.put(node, users.iterator().next());
            }
        }
    }

    private String ownGroup(Node node) {
        // What a cell adds up at each step is a part of it.
        boolean within = node.op() instanceof Op.SumPairs
                || node.op() instanceof Op.SoftmaxPairs
                || node.op() instanceof Op.SumChildren;
        if (node.op() instanceof Op.Input
                || node.op() instanceof Op.OverSteps && !within
                || node.op() instanceof Op.SelectStep
                || node.op() instanceof Op.AtNodes) {
            return "";
        }
        Optional<String> path = Optional.ofNullable(graph.labels().get(node))
                .or(() -> mask(node).map(Op.Mask::site))
                .or(() -> graph.states().stream()
                        .filter(state -> shownFor(state.definition()) == node)
                        .map(State::name)
                        .findFirst());
        return path.map(name -> name.substring(0, Math.max(0, name.lastIndexOf('.'))))
                .orElseGet(() -> labels.name(node).layer());
    }

    /** The mask that a value is multiplied with in training. */
    private static Optional<Op.Mask> mask(Node node) {
        return node.inputs().stream()
                .map(input -> shownFor(input).op())
                .filter(Op.Mask.class::isInstance)
                .map(Op.Mask.class::cast)
                .findFirst();
    }

    private static String axis(Node node) {
        return node.domain()
                .axis()
                .or(() -> node.domain().pair().map(Domain.Pair::along))
                .map(Axis::name)
                .orElse("");
    }

    private Each each(Node node) {
        if (leaves.contains(node)) {
            return Each.LEAF;
        }
        if (node.op() instanceof Op.SelectStep select) {
            return select.last() ? Each.SEQUENCE_FROM_LAST : Each.SEQUENCE_FROM_FIRST;
        }
        return node.domain().isPerStep() || node.domain().isPair() ? Each.STEP : Each.SEQUENCE;
    }

    private static String before(State state, Relation.Link link) {
        String word = state.name().substring(state.name().lastIndexOf('.') + 1);
        if (link != Relation.Link.STEP) {
            return word + "[" + link.word() + "]";
        }
        return word + (state.relation().looksBack() ? "[t-1]" : "[t+1]");
    }

    private static Kind kind(Node node) {
        if (node.op() instanceof Op.Input) {
            return Kind.INPUT;
        } else if (node.op() instanceof Op.Previous) {
            return Kind.STATE;
        }
        return node.op() instanceof Op.MatrixProduct ? Kind.PRODUCT : Kind.FUNCTION;
    }

    /** What is done, with all that has one value for the model. */
    private String what(Node node) {
        Op op = node.op();
        List<String> fixed = node.inputs().stream()
                .filter(input -> !isShown(shownFor(input)))
                .map(this::fixed)
                .toList();
        if (op instanceof Op.Input || op instanceof Op.Previous) {
            return "";
        } else if (op instanceof Op.SelectStep select) {
            return select.axis().isTree() ? "root" : select.last() ? "last step" : "first step";
        } else if (op instanceof Op.SumChildren) {
            return "sum over children";
        } else if (op instanceof Op.OfLeaves) {
            return "leaves alone";
        } else if (op instanceof Op.AtNodes at) {
            return "at " + at.places().nodes();
        } else if (op instanceof Op.SoftmaxPairs) {
            return "softmax over steps";
        } else if (op instanceof Op.OverSteps) {
            return op instanceof Op.MaxSteps ? "max over steps" : "sum over steps";
        } else if (mask(node).isPresent()) {
            return "dropout";
        } else if (op instanceof Op.MatrixProduct) {
            String row = op instanceof Op.Lookup lookup && lookup.row()
                    ? "row of "
                    : op instanceof Op.Lookup ? "column of " : "";
            String more = node.inputs().size() > 2 ? " +" + (fixed.size() > 1 ? " " + fixed.get(1) : "") : "";
            return row + fixed.get(0) + (row.isEmpty() ? " *" : "") + more;
        } else if (op instanceof Op.Unary unary) {
            return word(unary.function());
        } else if (op instanceof Op.Binary binary) {
            return sign(binary, node, fixed);
        } else if (op instanceof Op.MultiplyAdd add) {
            return (add.negated() ? "- " : "") + ".* +"
                    + fixed.stream().map(f -> " " + f).collect(Collectors.joining());
        }
        return Labels.operation(op);
    }

    private String fixed(Node node) {
        Op op = shownFor(node).op();
        if (op instanceof Op.Constant constant) {
            double value = constant.value();
            return value == Math.rint(value) && Math.abs(value) < 1e6
                    ? String.valueOf((long) value)
                    : String.valueOf(value);
        }
        return labels.name(shownFor(node)).word();
    }

    private static String word(Enum<?> function) {
        StringBuilder word = new StringBuilder();
        for (String part : function.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }

    private static String sign(Op.Binary binary, Node node, List<String> fixed) {
        String sign = Map.of("ADD", "+", "SUBTRACT", "-", "MULTIPLY", ".*", "DIVIDE", "./")
                .getOrDefault(binary.function().name(), word(binary.function()));
        if (fixed.isEmpty()) {
            return sign;
        }
        boolean first = !isShown(shownFor(node.input(0)));
        return first ? fixed.get(0) + " " + sign : sign + " " + fixed.get(0);
    }

    // ---- arrows ----------------------------------------------------------------------------------------------------

    private void addArrows(Node node) {
        for (Node input : node.inputs()) {
            Node from = shownFor(input);
            if (isShown(from)) {
                picture.arrows().add(new Arrow(id(from), id(node), shape(from), false, meeting(from, node)));
            }
        }
        if (node.op() instanceof Op.Previous previous) {
            Node definition = shownFor(graph.states().get(previous.state()).definition());
            picture.arrows().add(new Arrow(id(definition), id(node), "", true));
        }
    }

    private static Meeting meeting(Node from, Node to) {
        if (to.op() instanceof Op.AtNodes) {
            return Meeting.STANDING;
        }
        boolean both = !axis(from).isEmpty() && !axis(to).isEmpty();
        return both && !axis(from).equals(axis(to)) ? Meeting.ALL : Meeting.SAME;
    }

    private void addOutputs() {
        for (String name : graph.outputs()) {
            Node node = shownFor(value(name));
            String id = "out_" + name;
            picture.boxes()
                    .add(new Box(
                            id,
                            Kind.OUTPUT,
                            name,
                            "",
                            "",
                            node.domain().isPerStep() || node.domain().isPair() ? Each.STEP : Each.SEQUENCE,
                            axis(node)));
            picture.arrows().add(new Arrow(id(node), id, shape(node), false));
        }
    }

    static String shape(Node node) {
        return node.shape() instanceof Shape.Token token
                ? "token<" + token.count() + ">"
                : node.shape().toString();
    }
}
