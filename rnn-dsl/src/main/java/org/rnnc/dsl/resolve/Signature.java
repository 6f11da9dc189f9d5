// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.List;
import org.rnnc.dsl.model.ModelSpec;

/**
 * What a model looks like to Java code: enough for a class of its name to compile against, and known even where the
 * model has errors.
 *
 * @param trained whether it has a loss
 * @param targets what the loss compares with; named for the outputs
 */
public record Signature(
        String name,
        ModelSpec.Precision precision,
        boolean trained,
        List<DataSpec> inputs,
        List<DataSpec> outputs,
        List<DataSpec> targets) {
    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        targets = List.copyOf(targets);
    }

    /**
     * One named value that goes in or out.
     *
     * @param perSequence whether there is one for each sequence, not one for each step
     */
    public record DataSpec(String name, Kind kind, boolean perSequence) {}

    public enum Kind {
        /** Whole numbers, one a step. */
        TOKEN,
        NUMBERS
    }
}
