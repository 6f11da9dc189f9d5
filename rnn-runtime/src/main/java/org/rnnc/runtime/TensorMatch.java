// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the tensors that are expected with those a file has, and finds everything that differs. */
final class TensorMatch {
    private TensorMatch() {}

    /** Adds a sentence to {@code problems} for each tensor missing, extra or of another shape or kind. */
    static void check(Map<String, Tensor> expected, Safetensors file, List<String> problems) {
        Set<String> found = new HashSet<>(file.names());
        List<String> extra = file.names().stream()
                .filter(name -> !expected.containsKey(name))
                .toList();
        expected.forEach((name, tensor) -> {
            if (!found.contains(name)) {
                String hint = Names.nearest(name, extra)
                        .map(near -> "; the file has \"" + near + "\"" + Shapes.text(file.shape(near)))
                        .orElse("");
                problems.add("missing: \"" + name + "\", expected shape " + Shapes.text(tensor.shape()) + hint);
            } else if (!tensor.hasShape(file.shape(name))) {
                problems.add("wrong shape: \"" + name + "\", expected " + Shapes.text(tensor.shape()) + ", found "
                        + Shapes.text(file.shape(name)));
            } else if (!file.isFloating(name)) {
                problems.add("wrong type: \"" + name + "\", expected floating point, found " + file.elementType(name));
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

    /** The values of all expected tensors; only after {@link #check} has found no problem. */
    static Map<Tensor, double[]> values(Map<String, Tensor> expected, Safetensors file) {
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        expected.forEach((name, tensor) -> values.put(tensor, file.values(name)));
        return values;
    }
}
