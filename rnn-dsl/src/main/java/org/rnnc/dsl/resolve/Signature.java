// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.List;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.model.ModelSpec;

/**
 * What a model looks like to Java code: enough for a class of its name to compile against, and known even where the
 * model has errors.
 *
 * @param trained whether it has a loss
 * @param targets what the loss compares with; named for the outputs
 * @param fedBack tokens of outputs that come in a step later; named for the outputs
 * @param axes along which there are steps
 */
public record Signature(
        String name,
        ModelSpec.Precision precision,
        boolean trained,
        List<DataSpec> inputs,
        List<DataSpec> outputs,
        List<DataSpec> targets,
        List<DataSpec> fedBack,
        List<Axis> axes) {
    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        targets = List.copyOf(targets);
        fedBack = List.copyOf(fedBack);
        axes = List.copyOf(axes);
    }

    /**
     * One named value that goes in or out.
     *
     * @param perSequence whether there is one for each sequence, not one for each step
     * @param axis along which the steps are; empty where that is not said
     */
    public record DataSpec(String name, Kind kind, boolean perSequence, String axis) {}

    public enum Kind {
        /** Whole numbers, one a step. */
        TOKEN,
        NUMBERS
    }
}
