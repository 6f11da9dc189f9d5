// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/**
 * Whose layout each matrix has. What is made of a parameter element by element (a masked copy, the mask, the gradient) has
 * the parameter's, so that products and updates stay packed. Matrices of one parameter that are there at the same time have
 * different roles; a gradient is computed in place, so its parts share one role as far as they are one chain.
 */
final class Matrices {
    private final int forward;
    private final Map<Node, Integer> parameterOf = new LinkedHashMap<>();
    private final Map<Node, Integer> gradientOf = new LinkedHashMap<>();
    private final Map<Node, String> roleOf = new HashMap<>();
    private final Map<String, Integer> roles = new HashMap<>();

    /**
     * @param model the nodes of the model itself
     * @param gradients of parameters, by index
     */
    Matrices(List<Node> model, Map<Integer, Node> gradients) {
        this.forward = model.size();
        for (Node node : model) {
            if (node.isMatrix() && node.isElementwise()) {
                derive(node);
            }
        }
        new java.util.TreeMap<>(gradients).forEach((parameter, gradient) -> assign(gradient, parameter, ""));
    }

    private void derive(Node node) {
        int parameter = node.inputs().stream()
                .filter(input -> input.isMatrix() && !(input.op() instanceof Op.Mask))
                .mapToInt(this::parameterOf)
                .findFirst()
                .orElseThrow();
        put(node, parameter, "masked");
        for (Node input : node.inputs()) {
            if (input.op() instanceof Op.Mask && !parameterOf.containsKey(input)) {
                put(input, parameter, "mask");
            }
        }
    }

    private void put(Node node, int parameter, String role) {
        parameterOf.put(node, parameter);
        roleOf.put(node, unique(parameter, role));
    }

    private String unique(int parameter, String role) {
        int count = roles.merge(role + " " + parameter, 1, Integer::sum);
        return count == 1 ? role : role + count;
    }

    /** A gradient is written over the part it goes on from; other parts of it need a place of their own meanwhile. */
    private void assign(Node gradient, int parameter, String role) {
        if (!gradient.isMatrix() || gradientOf.putIfAbsent(gradient, parameter) != null) {
            return;
        }
        roleOf.put(gradient, role);
        List<Node> parts = new ArrayList<>(gradient.inputs());
        parts.removeIf(part -> !part.isMatrix() || part.id() < forward);
        if (parts.isEmpty()) {
            return;
        }
        Node last = gradient.inputs().get(gradient.inputs().size() - 1);
        Node continued = parts.contains(last) ? last : parts.get(0);
        for (Node part : parts) {
            assign(part, parameter, part == continued ? role : unique(parameter, "other"));
        }
    }

    /** The index of the parameter that a matrix is, or is made of. */
    int parameterOf(Node matrix) {
        if (matrix.op() instanceof Op.Parameter parameter) {
            return parameter.index();
        }
        Integer made = parameterOf.get(matrix);
        return made != null ? made : Objects.requireNonNull(gradientOf.get(matrix), matrix::toString);
    }

    String roleOf(Node matrix) {
        return roleOf.getOrDefault(matrix, "");
    }

    /** Matrices that follow from parameters, and masks; in rising order. */
    Set<Node> derived() {
        return Collections.unmodifiableSet(parameterOf.keySet());
    }

    /** By gradient, and each part of it, the parameter it is of. */
    Map<Node, Integer> gradients() {
        return Collections.unmodifiableMap(gradientOf);
    }
}
