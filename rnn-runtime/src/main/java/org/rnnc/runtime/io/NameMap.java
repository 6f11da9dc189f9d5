// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.support.Names;
import org.rnnc.runtime.tensor.Tensor;

/**
 * What a model's tensors are called in a file, for example {@code NameMap.same().with("rnn.*", "rnn.*_l0")}: the star
 * stands for any text, and is the same on both sides. The first rule that fits counts; without one the name stays, or is
 * PyTorch's for it in {@link #pytorch()}. Immutable, safe for all threads.
 */
public final class NameMap {
    private static final NameMap SAME = new NameMap(List.of(), null);
    private static final NameMap PYTORCH = new NameMap(List.of(), new PyTorchNames(Map.of()));

    private final List<Rule> rules;

    /** Null for names as they are. */
    private final @Nullable PyTorchNames pytorch;

    private NameMap(List<Rule> rules, @Nullable PyTorchNames pytorch) {
        this.rules = rules;
        this.pytorch = pytorch;
    }

    private record Rule(String model, String file) {
        /** The file's name for a model's, or null if the rule does not fit. */
        @Nullable
        String apply(String name) {
            int star = model.indexOf('*');
            if (star < 0) {
                return name.equals(model) ? file : null;
            }
            String before = model.substring(0, star);
            String after = model.substring(star + 1);
            if (name.length() < before.length() + after.length() || !name.startsWith(before) || !name.endsWith(after)) {
                return null;
            }
            return file.replace("*", name.substring(star, name.length() - after.length()));
        }

        @Override
        public String toString() {
            return "\"" + model + "\" -> \"" + file + "\"";
        }
    }

    /**
     * Names as they are.
     *
     * @return a map without rules
     */
    public static NameMap same() {
        return SAME;
    }

    /**
     * PyTorch's names: what {@code state_dict()} of {@code nn.RNN}, {@code nn.GRU}, {@code nn.LSTM}, {@code nn.RNNCell} and its
     * kin, {@code nn.Linear}, {@code nn.Embedding} and {@code nn.LayerNorm} has. When a file is read, its modules may be called
     * anything, such as {@code encoder} or {@code model.fc}: which is which layer follows from their tensors' shapes, and
     * the layers of one module are the model's in its order, {@code _l0} the first. Where shapes leave two ways, modules and
     * layers must have the same names; if they do not, the file is refused, and {@link #module} says which is which. When a
     * file is written, each layer is a module by its own name, {@code lstm.weight_ih_l0}.
     *
     * @return a map without rules
     */
    public static NameMap pytorch() {
        return PYTORCH;
    }

    /**
     * The same map, for a model whose layers are one module of PyTorch: {@code module("rnn", "lstm", "lstm2")} is an {@code
     * nn.LSTM} called {@code rnn} of two layers.
     *
     * @param module its name in the file; empty if its tensors have no prefix
     * @param layers the names of the model's layers, from {@code _l0} on; of a bidirectional one without {@code .forward}
     * @return a new map
     * @throws IllegalStateException if this is not made of {@link #pytorch()}
     * @throws IllegalArgumentException if there is no layer, or the module or a layer was named before
     */
    public NameMap module(String module, String... layers) {
        Objects.requireNonNull(module, "module");
        for (int i = 0; i < Objects.requireNonNull(layers, "layers").length; i++) {
            Objects.requireNonNull(layers[i], "layers[" + i + "]");
        }
        if (pytorch == null) {
            throw new IllegalStateException("a name map has modules only if it is NameMap.pytorch()");
        }
        return new NameMap(rules, pytorch.with(module, List.of(layers)));
    }

    /**
     * The same map with one more rule, after those there are.
     *
     * @param model a model's tensor name, or a pattern with one star
     * @param file what it is called in the file, with a star if the other has one
     * @return a new map
     * @throws IllegalArgumentException if there are several stars, or a star on one side only
     */
    public NameMap with(String model, String file) {
        Rule rule = new Rule(Objects.requireNonNull(model, "model"), Objects.requireNonNull(file, "file"));
        if (stars(model) != stars(file) || stars(model) > 1) {
            throw new IllegalArgumentException("name rule " + rule + " needs one star on both sides, or none");
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new NameMap(List.copyOf(more), pytorch);
    }

    /**
     * Maps one name.
     *
     * @param name a model's tensor name
     * @return the file's name for it, of a file that is written
     */
    public String fileName(String name) {
        String mapped = byRule(Objects.requireNonNull(name, "name"));
        if (mapped != null) {
            return mapped;
        }
        return pytorch == null ? name : pytorch.nameToSave(name);
    }

    /** The file's name for a model's, or null if no rule fits. */
    private @Nullable String byRule(String name) {
        for (Rule rule : rules) {
            String mapped = rule.apply(name);
            if (mapped != null) {
                return mapped;
            }
        }
        return null;
    }

    boolean isOfPyTorch() {
        return pytorch != null;
    }

    /**
     * Maps all names of all tensors, and reports what a rule cannot have meant: one that no name needs, and two tensors
     * mapped to one name.
     *
     * @param file what is read; null to write
     * @return model name to file name, in order
     */
    Map<String, String> apply(List<Tensor> tensors, @Nullable Safetensors file, List<String> problems) {
        Map<String, String> fileNames = fileNames(tensors, file, problems);
        Map<String, String> mapped = new LinkedHashMap<>();
        Map<String, Tensor> taken = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            for (String name : tensor.allNames()) {
                String fileName = fileNames.get(name);
                mapped.put(name, fileName);
                Tensor other = taken.put(fileName, tensor);
                if (other != null && other != tensor) {
                    problems.add("the name map gives \"" + other.name() + "\" and \"" + name + "\" the same name \""
                            + fileName + "\" in the file");
                }
            }
        }
        for (Rule rule : rules) {
            if (mapped.keySet().stream().noneMatch(name -> rule.apply(name) != null)) {
                String hint = Names.nearest(rule.model(), mapped.keySet())
                        .map(near -> ", did you mean \"" + near + "\"?")
                        .orElse("");
                problems.add("name rule " + rule + " fits no tensor of the model" + hint);
            }
        }
        return mapped;
    }

    private Map<String, String> fileNames(List<Tensor> tensors, @Nullable Safetensors file, List<String> problems) {
        Map<String, String> byRules = new LinkedHashMap<>();
        Map<String, String> same = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            for (String name : tensor.allNames()) {
                same.put(name, name);
                String mapped = byRule(name);
                if (mapped != null) {
                    byRules.put(name, mapped);
                }
            }
        }
        if (pytorch != null) {
            pytorch.check(tensors, problems);
            if (file != null && problems.isEmpty()) {
                return pytorch.namesInFile(tensors, byRules, file, problems);
            }
            same.putAll(pytorch.namesToSave(tensors));
        }
        same.putAll(byRules);
        return same;
    }

    private static long stars(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }

    @Override
    public String toString() {
        return "NameMap" + rules + (pytorch == null ? "" : " and PyTorch's names " + pytorch.modules());
    }
}
