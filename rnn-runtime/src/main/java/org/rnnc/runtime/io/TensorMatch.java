// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.rnnc.runtime.support.Names;
import org.rnnc.runtime.support.Shapes;
import org.rnnc.runtime.tensor.Finite;
import org.rnnc.runtime.tensor.Tensor;

/** Compares the tensors that are expected with those a file has, and finds everything that differs. */
final class TensorMatch {
    private final Map<String, Tensor> expected;
    private final Map<String, Tensor> others;
    private final Safetensors file;
    private final Map<String, double[]> values = new HashMap<>();

    /**
     * @param expected by the names that the file should have
     * @param others by further names that it may have, in addition or instead; of tensors that are expected
     */
    TensorMatch(Map<String, Tensor> expected, Map<String, Tensor> others, Safetensors file) {
        this.expected = expected;
        this.others = others;
        this.file = file;
    }

    /** Adds a sentence to {@code problems} for each tensor missing, extra, ambiguous, of another shape or kind, or not finite. */
    void check(List<String> problems) {
        Set<String> found = new HashSet<>(file.names());
        List<String> extra = file.names().stream()
                .filter(name -> !expected.containsKey(name) && !others.containsKey(name))
                .toList();
        expected.forEach((name, tensor) -> {
            List<String> names = names(name, tensor, found);
            if (names.isEmpty()) {
                String hint = Names.nearest(name, extra)
                        .map(near -> "; the file has \"" + near + "\"" + Shapes.text(file.shape(near)))
                        .orElse("");
                problems.add("missing: \"" + name + "\", expected shape " + Shapes.text(tensor.shape()) + hint);
            }
            int before = problems.size();
            names.forEach(present -> check(present, tensor, problems));
            if (problems.size() == before) {
                checkEqual(names, problems);
            }
        });
        List<String> missing =
                expected.keySet().stream().filter(name -> !found.contains(name)).toList();
        Stream<String> sentences = extra.stream()
                .map(name -> "extra: \"" + name + "\", found shape " + Shapes.text(file.shape(name))
                        + Names.nearest(name, missing)
                                .map(near -> "; the model has \"" + near + "\"")
                                .orElse(", which the model does not have"));
        sentences.forEach(problems::add);
    }

    /** The names that the file has for a tensor, its first one first. */
    private List<String> names(String name, Tensor tensor, Set<String> found) {
        Stream<String> further = others.keySet().stream().filter(other -> others.get(other) == tensor);
        return Stream.concat(Stream.of(name), further).filter(found::contains).toList();
    }

    private void check(String name, Tensor tensor, List<String> problems) {
        if (!Arrays.equals(tensor.shape(), file.shape(name))) {
            problems.add("wrong shape: \"" + name + "\", expected " + Shapes.text(tensor.shape()) + ", found "
                    + Shapes.text(file.shape(name)));
        } else if (!file.isFloating(name)) {
            problems.add("wrong type: \"" + name + "\", expected floating point, found " + file.elementType(name));
        } else {
            Finite.problem(tensor, values(name)).ifPresent(text -> problems.add("not finite: \"" + name + "\"" + text));
        }
    }

    /** A tensor that layers share may be in a file more than once, as long as it is the same. */
    private void checkEqual(List<String> names, List<String> problems) {
        for (String other : names.subList(Math.min(1, names.size()), names.size())) {
            if (!Arrays.equals(values(names.get(0)), values(other))) {
                problems.add(
                        "different: \"" + names.get(0) + "\" and \"" + other + "\", which are one tensor in the model");
            }
        }
    }

    /** The values of all expected tensors; only after {@link #check} has found no problem. */
    Map<Tensor, double[]> values() {
        Set<String> found = new HashSet<>(file.names());
        Map<Tensor, double[]> ofTensors = new LinkedHashMap<>();
        expected.forEach((name, tensor) ->
                ofTensors.put(tensor, values(names(name, tensor, found).get(0))));
        return ofTensors;
    }

    private double[] values(String name) {
        return values.computeIfAbsent(name, file::values);
    }
}
