// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's tensors are called in a file, for example {@code NameMap.same().with("rnn.*", "rnn.*_l0")}: the star
 * stands for any text, and is the same on both sides. The first rule that fits counts; without one the name stays.
 * Immutable, safe for all threads.
 */
public final class NameMap {
    private static final NameMap SAME = new NameMap(List.of());

    private final List<Rule> rules;

    private NameMap(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(String model, String file) {
        /** The file's name for a model's, or null if the rule does not fit. */
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
     * The same map with one more rule, after those there are.
     *
     * @param model a model's tensor name, or a pattern with one star
     * @param file what it is called in the file, with a star if the other has one
     * @return a new map
     * @throws IllegalArgumentException if there are several stars, or a star on one side only
     */
    public NameMap with(String model, String file) {
        Rule rule = new Rule(model, file);
        if (stars(model) != stars(file) || stars(model) > 1) {
            throw new IllegalArgumentException("name rule " + rule + " needs one star on both sides, or none");
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new NameMap(List.copyOf(more));
    }

    /**
     * Maps one name.
     *
     * @param name a model's tensor name
     * @return the file's name for it
     */
    public String fileName(String name) {
        for (Rule rule : rules) {
            String mapped = rule.apply(name);
            if (mapped != null) {
                return mapped;
            }
        }
        return name;
    }

    /**
     * Maps all names of all tensors, and reports what a rule cannot have meant: one that no name needs, and two tensors
     * mapped to one name.
     *
     * @return model name to file name, in order
     */
    Map<String, String> apply(List<Tensor> tensors, List<String> problems) {
        Map<String, String> mapped = new LinkedHashMap<>();
        Map<String, Tensor> taken = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            for (String name : names(tensor)) {
                String fileName = fileName(name);
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

    private static List<String> names(Tensor tensor) {
        List<String> names = new ArrayList<>(List.of(tensor.name()));
        names.addAll(tensor.otherNames());
        return names;
    }

    private static long stars(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }

    @Override
    public String toString() {
        return "NameMap" + rules;
    }
}
