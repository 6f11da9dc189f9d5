// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rnnc.runtime.support.Shapes;
import org.rnnc.runtime.tensor.Tensor;

/**
 * What belongs together by its name: a layer of a model, with both its halves if it runs both ways, or one layer of a module in
 * a file of PyTorch, such as all tensors of {@code encoder} that end with {@code _l1} or {@code _l1_reverse}.
 *
 * @param owner the layer's path, or the module's name; empty for tensors without one
 * @param number of the layer in its module
 * @param tensors by what they are called within it; those of the reverse half with {@code _reverse}
 */
record PyTorchUnit(String owner, int number, Map<String, Part> tensors) {
    static final String REVERSE = "_reverse";
    private static final String RECURRENT = "(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)";
    private static final Pattern NUMBERED = Pattern.compile(RECURRENT + "_l(0|[1-9]\\d{0,5})(_reverse)?");
    private static final Pattern HALF = Pattern.compile("(.*)\\.(forward|reverse)");

    /**
     * A tensor of a unit.
     *
     * @param name its whole name
     * @param isOptional whether a file may have it by another name instead
     */
    record Part(String name, int[] shape, boolean isOptional) {
        @Override
        public String toString() {
            return name + " " + Shapes.text(shape);
        }
    }

    /** What a name of a model says: whose it is, and what it is called there. */
    record Place(String owner, String leaf) {
        static Place inModel(String name) {
            int dot = name.lastIndexOf('.');
            String owner = dot < 0 ? "" : name.substring(0, dot);
            String leaf = name.substring(dot + 1);
            Matcher half = HALF.matcher(owner);
            return half.matches() && leaf.matches(RECURRENT)
                    ? new Place(half.group(1), leaf + (half.group(2).equals("reverse") ? REVERSE : ""))
                    : new Place(owner, leaf);
        }
    }

    /** The units of a file, by module, in the order of their numbers. */
    static Map<String, List<PyTorchUnit>> ofFile(Safetensors file, List<String> names) {
        Map<String, TreeMap<Integer, PyTorchUnit>> modules = new LinkedHashMap<>();
        for (String name : names) {
            int dot = name.lastIndexOf('.');
            String owner = dot < 0 ? "" : name.substring(0, dot);
            String leaf = name.substring(dot + 1);
            Matcher numbered = NUMBERED.matcher(leaf);
            int number = 0;
            if (numbered.matches()) {
                number = Integer.parseInt(numbered.group(2));
                leaf = numbered.group(1) + (numbered.group(3) == null ? "" : REVERSE);
            }
            modules.computeIfAbsent(owner, key -> new TreeMap<>())
                    .computeIfAbsent(number, key -> new PyTorchUnit(owner, key, new LinkedHashMap<>()))
                    .tensors()
                    .put(leaf, new Part(name, file.shape(name), false));
        }
        Map<String, List<PyTorchUnit>> lists = new LinkedHashMap<>();
        modules.forEach((owner, units) -> lists.put(owner, List.copyOf(units.values())));
        return lists;
    }

    /** Whether names are those of PyTorch's recurrent modules. */
    static boolean isLikely(List<String> names) {
        return names.stream()
                .anyMatch(name -> NUMBERED.matcher(name.substring(name.lastIndexOf('.') + 1))
                        .matches());
    }

    /** The layers of a model, in its order. A tensor that layers share is a part of each of them. */
    static List<PyTorchUnit> ofModel(List<Tensor> tensors) {
        Map<String, PyTorchUnit> layers = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            for (String name : tensor.allNames()) {
                Place place = Place.inModel(name);
                layers.computeIfAbsent(place.owner(), key -> new PyTorchUnit(key, 0, new LinkedHashMap<>()))
                        .tensors()
                        .put(
                                place.leaf(),
                                new Part(
                                        name,
                                        tensor.shape(),
                                        !tensor.otherNames().isEmpty()));
            }
        }
        return List.copyOf(layers.values());
    }

    /** Whether a unit of a file can be this layer of a model: all it has is wanted, and all that must be is there. */
    boolean fits(PyTorchUnit ofFile) {
        return tensors.entrySet().stream()
                        .allMatch(own ->
                                own.getValue().isOptional() || ofFile.tensors().containsKey(own.getKey()))
                && ofFile.tensors().entrySet().stream().allMatch(other -> {
                    Part own = tensors.get(other.getKey());
                    return own != null
                            && Arrays.equals(own.shape(), other.getValue().shape());
                });
    }

    /** Whether a file may be without it. */
    boolean isOptional() {
        return tensors.values().stream().allMatch(Part::isOptional);
    }

    boolean isRecurrent() {
        return tensors.containsKey("weight_ih") && tensors.containsKey("weight_hh");
    }

    /** What one of its tensors is called as the one of that number in a module. */
    static String fileName(String module, String leaf, int number) {
        String prefix = module.isEmpty() ? "" : module + ".";
        boolean reverse = leaf.endsWith(REVERSE);
        String base = reverse ? leaf.substring(0, leaf.length() - REVERSE.length()) : leaf;
        return prefix + (base.matches(RECURRENT) ? base + "_l" + number + (reverse ? REVERSE : "") : leaf);
    }

    @Override
    public String toString() {
        return tensors.values().stream().map(Part::toString).collect(Collectors.joining(", "));
    }
}
