// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * What the loss is differentiated by, each with its gradient; in the order of the model.
 *
 * @param inputs only where the model asks for them
 * @param initials by what windows begin with; only where the model asks for them
 * @param observed by the path of the observed value
 * @param sparse the packs whose gradients are zero but for the vectors that tokens have chosen
 */
public record Gradients(
        Map<Parameter, Node> parameters,
        Map<Graph.Data, Node> inputs,
        Map<State, Node> initials,
        Map<String, Node> observed,
        Set<Pack> sparse) {
    public Gradients {
        parameters = ordered(parameters);
        inputs = ordered(inputs);
        initials = ordered(initials);
        observed = ordered(observed);
        sparse = Collections.unmodifiableSet(sparse);
    }

    /** A copy in the same order: that of Map.copyOf differs from run to run, and so would what is made of it. */
    private static <K> Map<K, Node> ordered(Map<K, Node> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same, with every gradient dense. */
    public Gradients dense() {
        return new Gradients(parameters, inputs, initials, observed, Set.of());
    }
}
