// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.runtime.support.Names;
import org.rnnc.runtime.tensor.Tensor;

/**
 * PyTorch's names for a model's tensors. Saving, they follow from the layers' names. Loading, a file's modules may be called
 * anything: which is which layer follows from what tensors they have, and of what shapes; where that leaves two ways, from the
 * names; where these do not say it either, the file is refused.
 *
 * @param modules the layers of those modules that the user has named
 */
record PyTorchNames(Map<String, List<String>> modules) {
    /** The same with one module more. */
    PyTorchNames with(String module, List<String> layers) {
        Map<String, List<String>> more = new LinkedHashMap<>(modules);
        if (layers.isEmpty() || more.put(module, layers) != null) {
            throw new IllegalArgumentException(
                    "module \"" + module + "\" needs layers" + (layers.isEmpty() ? "" : " once"));
        }
        Set<String> all = new HashSet<>();
        more.values()
                .forEach(list -> list.forEach(layer -> {
                    if (!all.add(layer)) {
                        throw new IllegalArgumentException("layer \"" + layer + "\" is in a module already");
                    }
                }));
        return new PyTorchNames(more);
    }

    /** The names under which a model is saved, by the model's own. */
    Map<String, String> namesToSave(List<Tensor> tensors) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            tensor.allNames().forEach(name -> names.put(name, nameToSave(name)));
        }
        return names;
    }

    String nameToSave(String name) {
        PyTorchUnit.Place place = PyTorchUnit.Place.inModel(name);
        String module = moduleOf(place.owner());
        int number = modules.getOrDefault(module, List.of(place.owner())).indexOf(place.owner());
        return PyTorchUnit.fileName(module, place.leaf(), Math.max(0, number));
    }

    private String moduleOf(String layer) {
        return modules.entrySet().stream()
                .filter(module -> module.getValue().contains(layer))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(layer);
    }

    /** Reports modules whose layers the model does not have, or which cannot be one module. */
    void check(List<Tensor> tensors, List<String> problems) {
        Map<String, PyTorchUnit> layers =
                PyTorchUnit.ofModel(tensors).stream().collect(Collectors.toMap(PyTorchUnit::owner, unit -> unit));
        modules.forEach((module, own) -> {
            for (String layer : own) {
                if (!layers.containsKey(layer)) {
                    String hint = Names.nearest(layer, layers.keySet())
                            .map(near -> ", did you mean \"" + near + "\"?")
                            .orElse("; it has " + layers.keySet());
                    problems.add("module \"" + module + "\": the model has no layer \"" + layer + "\"" + hint);
                } else if (own.size() > 1 && !layers.get(layer).isRecurrent()) {
                    problems.add("module \"" + module + "\" has " + own.size() + " layers, of which \"" + layer
                            + "\" has no weight_ih and weight_hh");
                }
            }
        });
    }

    /**
     * The names that a file has, by the model's own.
     *
     * @param fixed those that rules have given already
     */
    Map<String, String> namesInFile(
            List<Tensor> tensors, Map<String, String> fixed, Safetensors file, List<String> problems) {
        List<String> rest = new ArrayList<>(file.names());
        rest.removeAll(fixed.values());
        List<PyTorchUnit> layers = PyTorchUnit.ofModel(tensors).stream()
                .map(layer -> without(layer, fixed.keySet()))
                .filter(layer -> !layer.tensors().isEmpty())
                .toList();
        PyTorchMatch match = new PyTorchMatch(layers, PyTorchUnit.ofFile(file, rest));
        Map<String, String> names = namesToSave(tensors);
        match.find(modules, problems)
                .forEach((layer, unit) -> layer.tensors().forEach((leaf, own) -> {
                    PyTorchUnit.Part part = unit.tensors().get(leaf);
                    if (part != null) {
                        names.put(own.name(), part.name());
                    }
                }));
        names.putAll(fixed);
        return names;
    }

    private static PyTorchUnit without(PyTorchUnit layer, Set<String> names) {
        Map<String, PyTorchUnit.Part> tensors = new LinkedHashMap<>(layer.tensors());
        tensors.values().removeIf(part -> names.contains(part.name()));
        return new PyTorchUnit(layer.owner(), layer.number(), tensors);
    }
}
