// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Name;

/**
 * What one kernel calls its values: as their layer does, so that the kernels of all layers of one kind are the same; with
 * as much of the layer's path as tells them apart where there are values of several.
 */
public final class KernelWords {
    private final Labels labels;
    private final Map<String, Set<Name>> byWord = new HashMap<>();

    public KernelWords(Kernel kernel, Labels labels) {
        this.labels = labels;
        Set<Node> all = new LinkedHashSet<>(kernel.nodes());
        all.addAll(kernel.inputs());
        for (Node node : all) {
            Name name = labels.name(node);
            byWord.computeIfAbsent(name.brief(), key -> new HashSet<>()).add(name);
        }
    }

    /** The words for a value. */
    public String of(Node node) {
        return words(labels.name(node));
    }

    /** The words for values side by side, all that the kernel has there. */
    public String of(List<Node> nodes) {
        return words(Name.ofAll(nodes.stream().map(labels::name).toList()));
    }

    private String words(Name name) {
        Set<Name> alike = byWord.getOrDefault(name.brief(), Set.of(name));
        int most = name.layer().split("\\.").length;
        for (int parts = 0; parts < most; parts++) {
            String words = name.brief(parts);
            int length = parts;
            if (alike.stream()
                    .noneMatch(
                            other -> !other.equals(name) && other.brief(length).equals(words))) {
                return words;
            }
        }
        return name.brief(most);
    }
}
