// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What training does with some parameters and not with others. All are known by their index, and in its order.
 *
 * @param optimizers rules of parameters that do not follow the model's own
 * @param frozen parameters that stay as they are
 * @param maxNorms of matrices, the largest 2-norm that a row may have after an update
 */
public record ParameterOptions(Map<Integer, Optimizer> optimizers, Set<Integer> frozen, Map<Integer, Double> maxNorms) {
    /** All parameters alike, and all trained. */
    public static final ParameterOptions NONE = new ParameterOptions(Map.of(), Set.of(), Map.of());

    public ParameterOptions {
        optimizers = Collections.unmodifiableMap(new TreeMap<>(optimizers));
        frozen = Collections.unmodifiableSet(new TreeSet<>(frozen));
        maxNorms = Collections.unmodifiableMap(new TreeMap<>(maxNorms));
    }
}
