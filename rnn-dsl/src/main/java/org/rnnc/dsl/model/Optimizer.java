// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rule of one update, with all of its options.
 *
 * @param options a value for each of {@link Kind#options()}
 */
public record Optimizer(Kind kind, Map<String, Double> options) {
    public Optimizer {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    public double option(String name) {
        return Objects.requireNonNull(options.get(name), name);
    }

    /** What is decayed of each parameter; 0 for a rule that has no such option. */
    public double weightDecay() {
        return options.getOrDefault("weightDecay", 0.0);
    }

    /** The rules there are, each with the options it has; {@code weightDecay} is an L2 penalty where not said otherwise. */
    public enum Kind {
        SGD("sgd", Option.rate(), Option.decay(0)),
        /** Polyak (1964), as PyTorch: v = m v + g; p -= rate v. */
        MOMENTUM("momentum", Option.rate(), Option.fraction("momentum", 0.9), Option.decay(0)),
        /** Nesterov (1983), as PyTorch: v = m v + g; p -= rate (g + m v). */
        NESTEROV("nesterov", Option.rate(), Option.fraction("momentum", 0.9), Option.decay(0)),
        /** Duchi, Hazan and Singer (2011). */
        ADAGRAD("adagrad", Option.rate(), Option.epsilon(1e-10), Option.epsilonInside(), Option.decay(0)),
        /** Zeiler (2012). */
        ADADELTA(
                "adadelta",
                new Option("rate", Option.Range.POSITIVE, 1.0),
                Option.fraction("rho", 0.9),
                Option.epsilon(1e-6),
                Option.decay(0)),
        /** Tieleman and Hinton (2012). */
        RMSPROP(
                "rmsprop",
                Option.rate(),
                Option.fraction("alpha", 0.99),
                Option.epsilon(1e-8),
                Option.epsilonInside(),
                new Option("centered", Option.Range.SWITCH, 0.0),
                Option.decay(0)),
        /** Kingma and Ba (2015). */
        ADAM("adam", adamOptions(0)),
        /** Loshchilov and Hutter (2019): the decay acts on the parameter itself. */
        ADAMW("adamw", adamOptions(0.01)),
        /** Reddi, Kale and Kumar (2018). */
        AMSGRAD("amsgrad", adamOptions(0)),
        /** Dozat (2016), with his schedule of the momentum. */
        NADAM("nadam", adamOptions(0, new Option("momentumDecay", Option.Range.NOT_NEGATIVE, 0.004))),
        /** Liu, Jiang, He, Chen, Liu, Gao and Han (2020), as PyTorch. */
        RADAM("radam", adamOptions(0)),
        /** Kingma and Ba (2015), section 7.1. */
        ADAMAX("adamax", adamOptions(0)),
        /** Chen (2023); the decay acts on the parameter itself. */
        LION("lion", Option.rate(), Option.fraction("beta1", 0.9), Option.fraction("beta2", 0.99), Option.decay(0)),
        /** Riedmiller and Braun (1993), as PyTorch: without a step back, and without a decay. */
        RPROP(
                "rprop",
                Option.rate(),
                Option.fraction("etaMinus", 0.5),
                new Option("etaPlus", Option.Range.ABOVE_ONE, 1.2),
                new Option("stepMin", Option.Range.POSITIVE, 1e-6),
                new Option("stepMax", Option.Range.POSITIVE, 50));

        private final String word;
        private final List<Option> options;

        Kind(String word, Option... options) {
            this.word = word;
            this.options = List.of(options);
        }

        private static Option[] adamOptions(double decay, Option... more) {
            List<Option> options = new ArrayList<>(List.of(
                    Option.rate(),
                    Option.fraction("beta1", 0.9),
                    Option.fraction("beta2", 0.999),
                    Option.epsilon(1e-8),
                    Option.decay(decay)));
            options.addAll(List.of(more));
            return options.toArray(Option[]::new);
        }

        /** What it is called in a spec. */
        public String word() {
            return word;
        }

        public List<Option> options() {
            return options;
        }

        /** This rule with its defaults. */
        public Optimizer with(double rate) {
            Map<String, Double> values = new LinkedHashMap<>();
            options.forEach(option -> values.put(option.name(), option.defaultValue()));
            values.put("rate", rate);
            return new Optimizer(this, values);
        }

        /** The words of all rules. */
        public static List<String> words() {
            List<String> words = new ArrayList<>();
            for (Kind kind : values()) {
                words.add(kind.word);
            }
            return words;
        }
    }

    /**
     * An option of a rule.
     *
     * @param defaultValue NaN where it must be given
     */
    public record Option(String name, Range range, double defaultValue) {
        public enum Range {
            POSITIVE,
            NOT_NEGATIVE,
            /** From 0 to below 1. */
            FRACTION,
            ABOVE_ONE,
            /** {@code true} (1) or {@code false} (0). */
            SWITCH
        }

        static Option rate() {
            return new Option("rate", Range.POSITIVE, Double.NaN);
        }

        static Option fraction(String name, double defaultValue) {
            return new Option(name, Range.FRACTION, defaultValue);
        }

        static Option epsilon(double defaultValue) {
            return new Option("epsilon", Range.NOT_NEGATIVE, defaultValue);
        }

        /** Whether the epsilon stands in the root, or is added to it. */
        static Option epsilonInside() {
            return new Option("epsilonInside", Range.SWITCH, 0);
        }

        static Option decay(double defaultValue) {
            return new Option("weightDecay", Range.NOT_NEGATIVE, defaultValue);
        }

        public boolean isRequired() {
            return Double.isNaN(defaultValue);
        }
    }
}
