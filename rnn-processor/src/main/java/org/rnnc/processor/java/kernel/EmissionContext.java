// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Node;
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
 * @param vectors those in the Vector API, where they are wanted too
 * @param panels copies of weights that these read
 */
public record EmissionContext(
        MemoryPlan memory,
        FieldNames names,
        ScalarType numbers,
        KernelLibrary library,
        Optional<VectorLibrary> vectors,
        PanelFields panels) {
    /** @param vectors whether kernels are wanted in the Vector API too */
    public static EmissionContext of(MemoryPlan memory, boolean vectors) {
        ScalarType numbers = ScalarType.of(memory.plan().model());
        FieldNames names = new FieldNames(memory);
        return new EmissionContext(
                memory,
                names,
                numbers,
                new KernelLibrary(),
                vectors ? Optional.of(new VectorLibrary(numbers)) : Optional.empty(),
                new PanelFields(names, numbers));
    }

    public Plan plan() {
        return memory.plan();
    }

    /** The length of a row that holds so many numbers. */
    public int padded(int size) {
        return memory.target().padded(size);
    }

    /** The length of rows that lie side by side. */
    public int padded(List<Node> values) {
        return values.stream().mapToInt(value -> padded(value.size())).sum();
    }

    public Labels labels() {
        return plan().labels();
    }
}
