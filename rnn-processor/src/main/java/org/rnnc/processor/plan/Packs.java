// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;

/**
 * Decides where parameters are stored: matrices that multiply the same operand side by side, each in the order in which
 * its first product reads it.
 */
final class Packs {
    private final Graph graph;
    private final Map<Integer, Pack> byParameter = new HashMap<>();
    private final Map<Node, Integer> gradientOf = new LinkedHashMap<>();
    private final List<Pack> packs = new ArrayList<>();

    Packs(Graph graph, List<Node> allNodes, Map<Integer, Node> gradients) {
        this.graph = graph;
        assignGradients(gradients);
        groups().forEach(group -> add(group, allNodes));
        for (Parameter parameter : graph.parameters()) {
            if (!byParameter.containsKey(parameter.index())) {
                add(List.of(parameter), allNodes);
            }
        }
    }

    /** Each sum that a matrix's gradient is made of belongs to the first parameter it is a gradient of. */
    private void assignGradients(Map<Integer, Node> gradients) {
        new java.util.TreeMap<>(gradients).forEach((parameter, gradient) -> {
            Node part = gradient;
            while (part != null && part.shape() instanceof Shape.Matrix) {
                gradientOf.putIfAbsent(part, parameter);
                part = part.inputs().size() == 3 ? part.input(2) : null;
            }
        });
    }

    /** The parameter that {@code gradient} (or a sum on the way to it) is stored for. */
    int gradientOf(Node gradient) {
        return gradientOf.get(gradient);
    }

    /** By gradient (and each sum on the way to it) the index of the parameter it is stored for. */
    Map<Node, Integer> gradientOwners() {
        return Collections.unmodifiableMap(gradientOf);
    }

    Pack ofGradient(Node gradient) {
        return byParameter.get(gradientOf(gradient));
    }

    Pack ofParameter(int index) {
        return byParameter.get(index);
    }

    List<Pack> all() {
        return packs;
    }

    Pack of(Node parameterNode) {
        return byParameter.get(((Op.Parameter) parameterNode.op()).index());
    }

    /** Matrices by the operand they multiply; one that multiplies several goes with the first. */
    private List<List<Parameter>> groups() {
        Map<Node, List<Node>> byOperand = new LinkedHashMap<>();
        Set<Integer> seen = new java.util.HashSet<>();
        for (Node node : graph.nodes()) {
            if (readsColumns(node) && seen.add(parameter(node).index())) {
                byOperand
                        .computeIfAbsent(node.input(1), key -> new ArrayList<>())
                        .add(node);
            }
        }
        List<List<Parameter>> groups = new ArrayList<>();
        for (List<Node> products : byOperand.values()) {
            for (List<Node> independent : Independence.split(products)) {
                groups.add(independent.stream().map(this::parameter).toList());
            }
        }
        return groups;
    }

    private Parameter parameter(Node product) {
        return graph.parameters().get(((Op.Parameter) product.input(0).op()).index());
    }

    private static boolean readsColumns(Node node) {
        return node.op() instanceof Op.Product product && !product.transposed()
                || node.op() instanceof Op.Lookup lookup && !lookup.row();
    }

    private static boolean readsRows(Node node) {
        return node.op() instanceof Op.Product product && product.transposed()
                || node.op() instanceof Op.Lookup lookup && lookup.row();
    }

    private void add(List<Parameter> members, List<Node> allNodes) {
        List<Integer> offsets = new ArrayList<>();
        boolean byColumn = uses(members, allNodes, Packs::readsColumns);
        int width = 0;
        for (Parameter member : members) {
            offsets.add(width);
            width += Padding.of(lengthOfArray(member.shape(), byColumn));
        }
        boolean mirrored = byColumn && uses(members, allNodes, Packs::readsRows);
        int arrays = countOfArrays(members.get(0).shape(), byColumn);
        Pack pack = new Pack(packs.size(), members, byColumn, offsets, arrays, width, mirrored);
        packs.add(pack);
        members.forEach(member -> byParameter.put(member.index(), pack));
    }

    private static boolean uses(List<Parameter> members, List<Node> nodes, java.util.function.Predicate<Node> how) {
        return nodes.stream()
                .filter(how)
                .map(node -> ((Op.Parameter) node.input(0).op()).index())
                .anyMatch(index -> members.stream().anyMatch(member -> member.index() == index));
    }

    private static int lengthOfArray(Shape shape, boolean byColumn) {
        if (shape instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.rows() : matrix.columns();
        }
        return ((Shape.Vector) shape).size();
    }

    private static int countOfArrays(Shape shape, boolean byColumn) {
        if (shape instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.columns() : matrix.rows();
        }
        return 1;
    }
}
