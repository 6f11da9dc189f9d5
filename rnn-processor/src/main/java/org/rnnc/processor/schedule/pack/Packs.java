// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;

/**
 * Decides where parameters are stored: matrices that multiply the same operand side by side, each in the order in which
 * its first product reads it.
 */
public final class Packs {
    private final Graph graph;
    private final Map<Integer, Pack> byParameter = new HashMap<>();
    private final Map<String, Pack> inRoles = new HashMap<>();
    /** The parameters of which, or of what is made of them, columns are read. */
    private final BitSet byColumns = new BitSet();
    /** By role those of which rows are read. */
    private final Map<String, BitSet> byRows = new HashMap<>();

    private final Map<String, BitSet> rowsLookedUp = new HashMap<>();

    /** By value, and by products that it goes on from, the function that is computed of it in a kernel of its own. */
    private final Map<Node, Op> functionOf = new HashMap<>();

    private final Matrices matrices;
    private final int most;
    private final List<Pack> packs = new ArrayList<>();

    /**
     * @param most how many matrices lie side by side
     * @param isAlone whether a node is computed in a kernel of its own
     */
    public Packs(Graph graph, List<Node> allNodes, Map<Integer, Node> gradients, int most, Predicate<Node> isAlone) {
        this.graph = graph;
        this.most = most;
        this.matrices = new Matrices(graph.nodes(), gradients);
        noteReads(allNodes);
        noteFunctions(isAlone);
        groups().forEach(this::add);
        vectors().forEach(this::add);
        for (Parameter parameter : graph.parameters()) {
            if (!byParameter.containsKey(parameter.index())) {
                add(List.of(parameter));
            }
        }
    }

    /** The parameter that {@code gradient} (or a part of it) is stored for. */
    public int gradientOf(Node gradient) {
        return Objects.requireNonNull(matrices.gradients().get(gradient));
    }

    /** The layout, and in it the place, of the gradient of a matrix or of a part of it. */
    public Pack ofGradient(Node gradient) {
        return inRole(gradientOf(gradient), matrices.roleOf(gradient));
    }

    /** The index of the parameter that a matrix is, or that it is made of element by element. */
    public int parameterOf(Node matrix) {
        return matrices.parameterOf(matrix);
    }

    public PackTable table() {
        Map<Node, Stored> stored = new LinkedHashMap<>();
        matrices.derived().forEach(node -> stored.put(node, new Stored(of(node), parameter(parameterOf(node)), false)));
        matrices.gradients()
                .forEach((node, owner) -> stored.put(node, new Stored(ofGradient(node), parameter(owner), true)));
        return new PackTable(graph.parameters(), packs, byParameter, stored, matrices.gradients());
    }

    private Parameter parameter(int index) {
        return graph.parameters().get(index);
    }

    Pack ofParameter(int index) {
        return Objects.requireNonNull(byParameter.get(index));
    }

    public Map<Integer, Pack> byParameter() {
        return byParameter;
    }

    public List<Pack> all() {
        return packs;
    }

    /** The arrays that a matrix is kept in, if it is no gradient. */
    public Pack of(Node matrix) {
        return inRole(matrices.parameterOf(matrix), matrices.roleOf(matrix));
    }

    private Pack inRole(int parameter, String role) {
        Pack pack = ofParameter(parameter);
        return role.isEmpty()
                ? pack
                : inRoles.computeIfAbsent(
                        pack.index() + " " + role,
                        key -> pack.as(role, transposed(pack.parameters(), pack.byColumn(), role)));
    }

    /**
     * An operand of products, and the layer whose they are.
     *
     * @param reader the operand of the products that go on from theirs
     */
    private record OfLayer(
            Node operand, String layer, @Nullable Node reader) {}

    /**
     * Matrices of a layer by the operand they multiply; one that multiplies several goes with the first. What two layers
     * read, such as the halves of one that runs both ways, is read by different loops: if it were one row, these would
     * differ in where they begin in it, and each layer would have kernels of its own.
     */
    private List<List<Parameter>> groups() {
        Map<OfLayer, List<Node>> byOperand = new LinkedHashMap<>();
        Map<Node, Node> readers = readers();
        Set<Integer> seen = new java.util.HashSet<>();
        for (Node node : graph.nodes()) {
            if (readsColumns(node) && seen.add(parameter(node).index())) {
                OfLayer key = new OfLayer(node.input(1), parameter(node).layer(), readers.get(node));
                byOperand.computeIfAbsent(key, ofLayer -> new ArrayList<>()).add(node);
            }
        }
        List<List<Parameter>> groups = new ArrayList<>();
        for (List<Node> products : byOperand.values()) {
            for (List<Node> independent : Independence.split(products, graph.nodes())) {
                List<Node> inOrder = inOrder(independent);
                for (int from = 0; from < inOrder.size(); from += most) {
                    groups.add(inOrder.subList(from, Math.min(from + most, inOrder.size())).stream()
                            .map(this::parameter)
                            .toList());
                }
            }
        }
        return groups;
    }

    /**
     * Products in whose results one function of its own begins come first, those of the same function together: what lies
     * side by side is gone through in one pass.
     */
    private List<Node> inOrder(List<Node> products) {
        List<Op> functions = new ArrayList<>();
        for (Node product : products) {
            Op function = functionOf.get(product);
            if (function != null && !functions.contains(function)) {
                functions.add(function);
            }
        }
        return products.stream()
                .sorted(Comparator.comparingInt(product -> {
                    Op function = functionOf.get(product);
                    return function == null ? functions.size() : functions.indexOf(function);
                }))
                .toList();
    }

    /** The vectors of one tensor, such as the biases of all gates; where several products begin with them, those of each. */
    private List<List<Parameter>> vectors() {
        Map<Integer, Pack> beginners = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (readsColumns(node) && node.inputs().size() == 3 && node.input(2).op() instanceof Op.Parameter start) {
                beginners.putIfAbsent(
                        start.index(), byParameter.get(parameter(node).index()));
            }
        }
        Map<String, Pack> first = new HashMap<>();
        Map<List<Object>, List<Parameter>> groups = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            Pack pack = beginners.get(parameter.index());
            if (pack != null) {
                first.putIfAbsent(parameter.tensorName(), pack);
            }
        }
        for (Parameter parameter : graph.parameters()) {
            if (parameter.shape() instanceof Shape.Vector) {
                String tensor = parameter.tensorName();
                Pack pack = beginners.getOrDefault(parameter.index(), first.get(tensor));
                List<Object> key = pack == null ? List.of(tensor) : List.of(tensor, pack);
                groups.computeIfAbsent(key, ofTensor -> new ArrayList<>()).add(parameter);
            }
        }
        Map<Integer, Integer> places = places();
        Comparator<Parameter> inOrder =
                Comparator.comparingInt(vector -> places.getOrDefault(vector.index(), Integer.MAX_VALUE));
        return groups.values().stream()
                .filter(vectors -> vectors.size() <= most)
                .map(vectors -> vectors.stream().sorted(inOrder).toList())
                .toList();
    }

    /** By vector the place in its pack of the matrix whose product begins with it, or with what is made of it. */
    private Map<Integer, Integer> places() {
        Map<Integer, Integer> places = new HashMap<>();
        Map<Node, Integer> ofValues = new HashMap<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            Integer place = ofValues.get(node);
            if (readsColumns(node) && node.inputs().size() == 3) {
                ofValues.put(node.input(2), of(node.input(0)).positionOf(matrices.parameterOf(node.input(0))));
            } else if (place != null && node.isElementwise()) {
                node.inputs().forEach(input -> ofValues.putIfAbsent(input, place));
            } else if (place != null && node.op() instanceof Op.Parameter parameter) {
                places.put(parameter.index(), place);
            }
        }
        return places;
    }

    /**
     * By product the operand of the one that goes on from where it ends; where none does, that of another with the same
     * operand.
     */
    private Map<Node, Node> readers() {
        Map<Node, Node> readers = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (readsColumns(node) && node.inputs().size() == 3 && readsColumns(looked(node.input(2)))) {
                readers.putIfAbsent(looked(node.input(2)), node.input(1));
            }
        }
        Map<OfLayer, Node> some = new HashMap<>();
        readers.forEach((product, reader) -> some.merge(
                new OfLayer(product.input(1), parameter(product).layer(), null),
                reader,
                (a, b) -> a.id() < b.id() ? a : b));
        for (Node node : graph.nodes()) {
            if (readsColumns(node)) {
                Node other = some.get(new OfLayer(node.input(1), parameter(node).layer(), null));
                if (other != null) {
                    readers.putIfAbsent(node, other);
                }
            }
        }
        return readers;
    }

    /** What is computed for each token, of a value that is looked up. */
    private static Node looked(Node value) {
        return value.op() instanceof Op.OfToken ? value.input(0) : value;
    }

    private Parameter parameter(Node product) {
        return graph.parameters().get(matrices.parameterOf(product.input(0)));
    }

    private static boolean readsColumns(Node node) {
        return node.op() instanceof Op.MatrixProduct product && !product.readsRows();
    }

    private static boolean readsRows(Node node) {
        return node.op() instanceof Op.MatrixProduct product && product.readsRows();
    }

    private void add(List<Parameter> members) {
        boolean byColumn = hasOneOf(members, byColumns);
        Pack pack = new Pack(packs.size(), "", members, byColumn, transposed(members, byColumn, ""));
        packs.add(pack);
        members.forEach(member -> byParameter.put(member.index(), pack));
    }

    private void noteReads(List<Node> allNodes) {
        for (Node node : allNodes) {
            if (readsColumns(node)) {
                byColumns.set(matrices.parameterOf(node.input(0)));
            } else if (readsRows(node)) {
                note(byRows, node);
                if (node.op() instanceof Op.Lookup) {
                    note(rowsLookedUp, node);
                }
            }
        }
    }

    private void note(Map<String, BitSet> reads, Node node) {
        reads.computeIfAbsent(matrices.roleOf(node.input(0)), role -> new BitSet())
                .set(matrices.parameterOf(node.input(0)));
    }

    private void noteFunctions(Predicate<Node> isAlone) {
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (isAlone.test(node)) {
                functionOf.put(node.input(0), node.op());
            } else if (readsColumns(node) && node.inputs().size() == 3 && functionOf.containsKey(node)) {
                functionOf.put(node.input(2), Objects.requireNonNull(functionOf.get(node)));
            } else if (node.op() instanceof Op.OfToken && functionOf.containsKey(node)) {
                functionOf.put(node.input(0), Objects.requireNonNull(functionOf.get(node)));
            }
        }
    }

    private static boolean hasOneOf(List<Parameter> members, BitSet parameters) {
        return members.stream().anyMatch(member -> parameters.get(member.index()));
    }

    /** What reads rows of one of the matrices, in this role, where they are kept by column. */
    private Pack.Transposed transposed(List<Parameter> members, boolean byColumn, String role) {
        if (byColumn && hasOneOf(members, rowsLookedUp.getOrDefault(role, new BitSet()))) {
            return Pack.Transposed.LOOK_UPS;
        }
        return byColumn && hasOneOf(members, byRows.getOrDefault(role, new BitSet()))
                ? Pack.Transposed.PRODUCTS
                : Pack.Transposed.NOTHING;
    }

    /** How far a loop over a row of the value runs: for a matrix, over one of its vectors. */
    public int lengthOf(Node value) {
        if (!value.isMatrix()) {
            return value.size();
        }
        int parameter = parameterOf(value);
        return Objects.requireNonNull(byParameter.get(parameter))
                .length(graph.parameters().get(parameter));
    }
}
