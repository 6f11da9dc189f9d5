// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which type knows which, by the files they are in; a sealed type, its kinds and its visitor are one. */
final class TypeGraph {
    private TypeGraph() {}

    /** By type what it depends on, of {@code types} alone. */
    static Map<String, Set<String>> of(Collection<JavaClass> types) {
        Map<String, String> families = new HashMap<>();
        types.forEach(type -> addFamily(type, families));
        Map<String, Set<String>> graph = new TreeMap<>();
        types.forEach(type -> graph.computeIfAbsent(node(type, families), key -> new TreeSet<>()));
        for (JavaClass type : types) {
            String from = node(type, families);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = node(dependency.getTargetClass(), families);
                if (graph.containsKey(to) && !to.equals(from)) {
                    graph.get(from).add(to);
                }
            }
        }
        return graph;
    }

    private static String node(JavaClass type, Map<String, String> families) {
        return families.getOrDefault(topLevel(type), topLevel(type));
    }

    /** The type of a file that {@code type} is in. */
    static String topLevel(JavaClass type) {
        return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
    }

    private static void addFamily(JavaClass type, Map<String, String> families) {
        Class<?>[] kinds = type.reflect().getPermittedSubclasses();
        if (kinds != null) {
            Stream.of(kinds).forEach(kind -> families.put(kind.getName().replaceAll("\\$.*", ""), topLevel(type)));
            families.put(topLevel(type) + "Visitor", topLevel(type));
        }
    }
}
