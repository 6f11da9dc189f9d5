// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Start;

/** How the parameters of a model start. */
public final class ModelInitializers {
    private Initializer ofSilent = Initializer.ofMatrices(Start.XAVIER);
    private final Map<Parameter, Initializer> own = new HashMap<>();

    /** Sets how parameters start that say nothing themselves. */
    public void set(Initializer start) {
        ofSilent = start;
    }

    /** Sets how one parameter starts, whatever it says itself. */
    public void set(Parameter parameter, Initializer start) {
        own.put(parameter, start);
    }

    /** The parameters, with their starts, of a model of which all layers are there. */
    public List<Parameter> apply(GraphAssembler graph) {
        return graph.declared().stream()
                .map(parameter -> Optional.ofNullable(own.get(parameter))
                        .or(() -> Optional.of(ofSilent).filter(all -> graph.isSilent(parameter)))
                        .map(start -> start.of(parameter, graph))
                        .orElse(parameter))
                .toList();
    }
}
