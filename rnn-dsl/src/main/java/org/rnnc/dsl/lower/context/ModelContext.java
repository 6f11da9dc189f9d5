// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.resolve.type.Placeholders;

/** What all instances in one model share: the graph they add to, and what is known of the model. */
public final class ModelContext {
    private final GraphAssembler graph = new GraphAssembler();
    private final LayerTable layers = new LayerTable();
    private final ModelInitializers starts = new ModelInitializers();
    private final Budget budget = new Budget(() -> graph.builder().nodes().size());
    private final Placeholders placeholders;
    private final ModelAxes axes;
    private ModelSpec.Precision precision = ModelSpec.Precision.DOUBLE;

    public ModelContext(Placeholders placeholders, ModelAxes axes) {
        this.placeholders = placeholders;
        this.axes = axes;
    }

    public ModelAxes axes() {
        return axes;
    }

    public GraphAssembler graph() {
        return graph;
    }

    public LayerTable layers() {
        return layers;
    }

    public ModelInitializers starts() {
        return starts;
    }

    public Budget budget() {
        return budget;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Sets what the model computes with. */
    public void precision(ModelSpec.Precision chosen) {
        precision = chosen;
    }

    public ModelSpec.Precision precision() {
        return precision;
    }
}
