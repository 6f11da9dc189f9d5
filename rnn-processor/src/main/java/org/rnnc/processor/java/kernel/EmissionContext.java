// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * What all share that write one engine.
 *
 * @param plan what to write
 * @param names of the engine's fields
 * @param numbers the type it computes with
 * @param library the methods that have been written
 */
public record EmissionContext(Plan plan, FieldNames names, ScalarType numbers, KernelLibrary library) {
    public static EmissionContext of(Plan plan) {
        return new EmissionContext(plan, new FieldNames(), ScalarType.of(plan.model()), new KernelLibrary());
    }

    public Labels labels() {
        return plan.labels();
    }
}
