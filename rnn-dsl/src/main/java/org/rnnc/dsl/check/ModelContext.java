// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import org.rnnc.dsl.model.ModelSpec;

/** What all instances in one model share: the graph they add to, and what is known of the model. */
final class ModelContext {
    private final GraphAssembler graph = new GraphAssembler();
    private final LayerTable layers = new LayerTable();
    private final ModelInitializers starts = new ModelInitializers();
    private final Budget budget = new Budget(() -> graph.builder().nodes().size());
    private final Placeholders placeholders;
    private ModelSpec.Precision precision = ModelSpec.Precision.DOUBLE;

    ModelContext(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    GraphAssembler graph() {
        return graph;
    }

    LayerTable layers() {
        return layers;
    }

    ModelInitializers starts() {
        return starts;
    }

    Budget budget() {
        return budget;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Sets what the model computes with. */
    void precision(ModelSpec.Precision chosen) {
        precision = chosen;
    }

    ModelSpec.Precision precision() {
        return precision;
    }
}
