// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which layer of a model each layer of each module of a file is. What can be one another by their shapes forms a group,
 * and so do the layers of one module, which come in the model's order. A group with one way to pair all it has is clear; one
 * with several is so if the names are the same, of all of them: some alone would leave the others to chance.
 */
final class PyTorchMatch {
    /** Enough for any network somebody would write; a file made to take long is refused as unclear. */
    private static final int MOST_TRIALS = 200_000;

    private final List<PyTorchUnit> layers;
    private final List<PyTorchUnit> free;
    private final Map<String, List<PyTorchUnit>> modules;
    private final Map<PyTorchUnit, PyTorchUnit> found = new LinkedHashMap<>();

    /**
     * @param layers of the model
     * @param modules of the file
     */
    PyTorchMatch(List<PyTorchUnit> layers, Map<String, List<PyTorchUnit>> modules) {
        this.layers = layers;
        this.free = new ArrayList<>(layers);
        this.modules = new LinkedHashMap<>(modules);
    }

    /**
     * The file's unit of each of the model's layers; adds what is wrong to {@code problems}.
     *
     * @param named the layers of those modules that the user has named
     */
    Map<PyTorchUnit, PyTorchUnit> find(Map<String, List<String>> named, List<String> problems) {
        named.forEach((module, owners) -> {
            List<PyTorchUnit> own = new ArrayList<>();
            owners.forEach(owner ->
                    layers.stream().filter(layer -> layer.owner().equals(owner)).forEach(own::add));
            free.removeAll(own);
            if (modules.containsKey(module)) {
                settle(own, Map.of(module, modules.remove(module)), problems);
            } else {
                problems.add("the file has no module \"" + module + "\"; it has " + modules.keySet());
            }
        });
        while (!free.isEmpty() || !modules.isEmpty()) {
            Set<PyTorchUnit> group = new LinkedHashSet<>();
            Map<String, List<PyTorchUnit>> parts = new LinkedHashMap<>();
            grow(group, parts);
            settle(layers.stream().filter(group::contains).toList(), parts, problems);
        }
        return found;
    }

    /** Takes what comes first, all that it can be, all that this can be, and so on. */
    private void grow(Set<PyTorchUnit> group, Map<String, List<PyTorchUnit>> parts) {
        List<PyTorchUnit> newLayers = new ArrayList<>();
        Map<String, List<PyTorchUnit>> newModules = new LinkedHashMap<>();
        if (free.isEmpty()) {
            Map.Entry<String, List<PyTorchUnit>> module =
                    modules.entrySet().iterator().next();
            newModules.put(module.getKey(), module.getValue());
        } else {
            newLayers.add(free.get(0));
        }
        while (!newLayers.isEmpty() || !newModules.isEmpty()) {
            group.addAll(newLayers);
            free.removeAll(newLayers);
            parts.putAll(newModules);
            modules.keySet().removeAll(newModules.keySet());
            List<PyTorchUnit> nextLayers = free.stream()
                    .filter(layer -> newModules.values().stream().anyMatch(units -> fitsAny(layer, units)))
                    .toList();
            List<PyTorchUnit> lastLayers = List.copyOf(newLayers);
            newModules.clear();
            modules.forEach((name, units) -> {
                if (lastLayers.stream().anyMatch(layer -> fitsAny(layer, units))) {
                    newModules.put(name, units);
                }
            });
            newLayers.clear();
            newLayers.addAll(nextLayers);
        }
    }

    private static boolean fitsAny(PyTorchUnit layer, List<PyTorchUnit> units) {
        return units.stream().anyMatch(layer::fits);
    }

    private void settle(List<PyTorchUnit> group, Map<String, List<PyTorchUnit>> parts, List<String> problems) {
        Pairing pairing = new Pairing(group, List.copyOf(parts.values()));
        List<Map<PyTorchUnit, PyTorchUnit>> ways = pairing.ways();
        if (ways.size() == 1) {
            found.putAll(ways.get(0));
            return;
        }
        Map<PyTorchUnit, PyTorchUnit> byName = ways.isEmpty() ? Map.of() : byName(group, parts);
        if (!byName.isEmpty()) {
            found.putAll(byName);
            return;
        }
        problems.add(
                ways.isEmpty() && !pairing.isGivenUp()
                        ? "these do not go together; all shapes must be the same, and all tensors there:"
                        : "these have the same shapes, and not all have the same names, so that it is not clear which is which:");
        group.forEach(layer -> problems.add("the model has \"" + layer.owner() + "\": " + layer));
        parts.values().forEach(units -> units.forEach(unit -> problems.add("the file has " + unit)));
        if (parts.isEmpty()) {
            problems.add("the file has nothing like it");
        } else if (group.isEmpty()) {
            problems.add("the model has nothing like it");
        } else if (!ways.isEmpty() || pairing.isGivenUp()) {
            // Not one of the layers as an example: it would be taken as it stands, right or wrong.
            problems.add("say which is which: NameMap.pytorch().module(\""
                    + parts.keySet().iterator().next() + "\", ...), with one or more of "
                    + group.stream().map(layer -> "\"" + layer.owner() + "\"").collect(Collectors.joining(", ")));
        }
    }

    /** Each layer the module that is called like it; nothing unless that is so of all. */
    private Map<PyTorchUnit, PyTorchUnit> byName(List<PyTorchUnit> group, Map<String, List<PyTorchUnit>> parts) {
        Map<PyTorchUnit, PyTorchUnit> pairs = new LinkedHashMap<>();
        for (Map.Entry<String, List<PyTorchUnit>> module : parts.entrySet()) {
            List<PyTorchUnit> called = group.stream()
                    .filter(layer -> isCalled(
                            layer.owner(), module.getKey(), module.getValue().size()))
                    .toList();
            if (called.size() != module.getValue().size()) {
                return Map.of();
            }
            for (int i = 0; i < called.size(); i++) {
                if (!called.get(i).fits(module.getValue().get(i))
                        || pairs.put(called.get(i), module.getValue().get(i)) != null) {
                    return Map.of();
                }
            }
        }
        return group.stream().allMatch(layer -> pairs.containsKey(layer) || layer.isOptional()) ? pairs : Map.of();
    }

    /** A module may lie within others; the layers of one of several are called like it, with a number. */
    private static boolean isCalled(String layer, String module, int size) {
        if (size == 1) {
            return module.equals(layer) || module.endsWith("." + layer);
        }
        String own = module.substring(module.lastIndexOf('.') + 1);
        return layer.startsWith(own) && layer.substring(own.length()).matches("_?\\d*");
    }

    /** All ways to give each layer of some modules a layer of the model, up to two. */
    private static final class Pairing {
        private final List<PyTorchUnit> layers;
        private final List<PyTorchUnit> units = new ArrayList<>();
        private final List<Integer> modules = new ArrayList<>();
        private final List<Map<PyTorchUnit, PyTorchUnit>> ways = new ArrayList<>();
        private final Map<PyTorchUnit, PyTorchUnit> pairs = new LinkedHashMap<>();
        private final int[] chosen;
        private int trials;

        Pairing(List<PyTorchUnit> layers, List<List<PyTorchUnit>> modules) {
            this.layers = layers;
            for (int i = 0; i < modules.size(); i++) {
                units.addAll(modules.get(i));
                for (int number = 0; number < modules.get(i).size(); number++) {
                    this.modules.add(i);
                }
            }
            chosen = new int[units.size()];
        }

        List<Map<PyTorchUnit, PyTorchUnit>> ways() {
            long needed = layers.stream().filter(layer -> !layer.isOptional()).count();
            if (units.size() >= needed && units.size() <= layers.size() && areNumbered()) {
                pair(0);
            }
            return ways;
        }

        boolean isGivenUp() {
            return trials > MOST_TRIALS;
        }

        /** A module's layers are 0, 1, 2 and so on. */
        private boolean areNumbered() {
            for (int i = 0; i < units.size(); i++) {
                boolean isFirst = i == 0 || !modules.get(i).equals(modules.get(i - 1));
                if (units.get(i).number() != (isFirst ? 0 : units.get(i - 1).number() + 1)) {
                    return false;
                }
            }
            return true;
        }

        private void pair(int unit) {
            if (unit == units.size()) {
                if (layers.stream().allMatch(layer -> layer.isOptional() || pairs.containsKey(layer))) {
                    ways.add(new LinkedHashMap<>(pairs));
                }
                return;
            }
            boolean isFirst = unit == 0 || !modules.get(unit).equals(modules.get(unit - 1));
            for (int i = isFirst ? 0 : chosen[unit - 1] + 1;
                    i < layers.size() && ways.size() < 2 && !isGivenUp();
                    i++) {
                trials++;
                PyTorchUnit layer = layers.get(i);
                if (!pairs.containsKey(layer) && layer.fits(units.get(unit))) {
                    chosen[unit] = i;
                    pairs.put(layer, units.get(unit));
                    pair(unit + 1);
                    pairs.remove(layer);
                }
            }
        }
    }
}
