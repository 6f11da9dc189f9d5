// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.resolve.type.Scope;

/** The layers of a model that have their values. */
public final class LayerTable {
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Map<Node, LayerValue> values = new HashMap<>();
    private final List<String> equations = new ArrayList<>();
    private final List<SharedParameter> shared = new ArrayList<>();

    /** Notes a layer, all of which has its value, so that what is in it can be named. */
    public void add(String layer, Scope scope) {
        scopes.put(layer, scope);
    }

    /** What is in each layer, by its name, those within a layer too, in the order in which they were finished. */
    public Map<String, Scope> scopes() {
        return scopes;
    }

    /** Notes that {@code node} is what a layer gives; what is known of it stays. */
    public void value(Node node, LayerValue value) {
        values.putIfAbsent(node, value);
    }

    public Optional<LayerValue> value(Node node) {
        return Optional.ofNullable(values.get(node));
    }

    public int equationLines() {
        return equations.size();
    }

    /** Adds the lines of one layer before those of the layers within it. */
    public void insertEquations(int at, List<String> lines) {
        equations.addAll(at, lines);
    }

    public List<String> equations() {
        return equations;
    }

    /** Notes that a layer has a parameter of another one. */
    public void share(SharedParameter parameter) {
        shared.add(parameter);
    }

    public List<SharedParameter> shared() {
        return shared;
    }
}
