// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.Node;

/** The layers of a model that have their values. */
final class LayerTable {
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Map<Node, LayerValue> values = new HashMap<>();
    private final List<String> equations = new ArrayList<>();
    private final List<SharedParameter> shared = new ArrayList<>();

    /** Notes a layer, all of which has its value, so that what is in it can be named. */
    void add(String layer, Scope scope) {
        scopes.put(layer, scope);
    }

    /** What is in each layer, by its name, those within a layer too, in the order in which they were finished. */
    Map<String, Scope> scopes() {
        return scopes;
    }

    /** Notes that {@code node} is what a layer gives; what is known of it stays. */
    void value(Node node, LayerValue value) {
        values.putIfAbsent(node, value);
    }

    Optional<LayerValue> value(Node node) {
        return Optional.ofNullable(values.get(node));
    }

    int equationLines() {
        return equations.size();
    }

    /** Adds the lines of one layer before those of the layers within it. */
    void insertEquations(int at, List<String> lines) {
        equations.addAll(at, lines);
    }

    List<String> equations() {
        return equations;
    }

    /** Notes that a layer has a parameter of another one. */
    void share(SharedParameter parameter) {
        shared.add(parameter);
    }

    List<SharedParameter> shared() {
        return shared;
    }
}
