// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * What all share that write one engine.
 *
 * @param memory what to write, and where it keeps what
 * @param names of the engine's fields
 * @param numbers the type it computes with
 * @param library the methods that have been written
 */
public record EmissionContext(MemoryPlan memory, FieldNames names, ScalarType numbers, KernelLibrary library) {
    public static EmissionContext of(MemoryPlan memory) {
        ScalarType numbers = ScalarType.of(memory.plan().model());
        return new EmissionContext(memory, new FieldNames(memory), numbers, new KernelLibrary());
    }

    public Plan plan() {
        return memory.plan();
    }

    /** The length of a row that holds so many numbers. */
    public int padded(int size) {
        return memory.target().padded(size);
    }

    public Labels labels() {
        return plan().labels();
    }
}
