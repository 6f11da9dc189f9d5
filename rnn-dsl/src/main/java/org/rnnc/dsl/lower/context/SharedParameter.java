// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Parameter;

/** What one layer shares: a parameter of another one, by the names it has here. */
public record SharedParameter(String layer, String name, String fileName, int parameter) {
    /**
     * By the name that a tensor has in a layer of which all of it is shared, the name it has in its own. One of which only
     * a part is shared has no such name: what is left of it is a tensor of the layer.
     */
    public static Map<String, String> aliases(List<SharedParameter> shared, List<Parameter> parameters) {
        Map<String, List<Integer>> owned = new LinkedHashMap<>();
        parameters.forEach(parameter -> owned.computeIfAbsent(parameter.tensorName(), key -> new ArrayList<>())
                .add(parameter.index()));
        Map<String, List<Integer>> parts = new LinkedHashMap<>();
        shared.forEach(one -> parts.computeIfAbsent(one.layer() + "." + one.fileName(), key -> new ArrayList<>())
                .add(one.parameter()));
        Map<String, String> aliases = new LinkedHashMap<>();
        parts.forEach((alias, indices) -> {
            String tensor = parameters.get(indices.get(0)).tensorName();
            if (!owned.containsKey(alias) && indices.equals(owned.get(tensor))) {
                aliases.put(alias, tensor);
            }
        });
        return aliases;
    }
}
