// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is run by.
 *
 * @param refresh what follows from the parameters alone; done when they change
 * @param step one step of one sequence; absent for a model that cannot stream
 * @param beginning what is computed before the first step; absent for a model that cannot stream, or has no input per
 *     sequence
 * @param prediction whole sequences, as many and as long as there is room for
 * @param window a training window; absent for a model without a loss
 */
public record Programs(
        Program refresh,
        Optional<Program> step,
        Optional<Beginning> beginning,
        Program prediction,
        Optional<Program> window) {
    /** All there are, by what they are for. */
    public Map<String, Program> byTitle() {
        Map<String, Program> all = new LinkedHashMap<>();
        all.put("refresh, when parameters have changed", refresh);
        beginning.ifPresent(b -> all.put("beginning of a sequence", b.program()));
        step.ifPresent(program -> all.put("step", program));
        all.put("prediction", prediction);
        window.ifPresent(program -> all.put("window", program));
        return all;
    }

    /** All there are, in the order in which what they keep is named. */
    public List<Program> all() {
        List<Program> all = new ArrayList<>(List.of(refresh));
        step.ifPresent(all::add);
        beginning.ifPresent(b -> all.add(b.program()));
        window.ifPresent(all::add);
        all.add(prediction);
        return all;
    }

    Programs with(Program otherRefresh) {
        return new Programs(otherRefresh, step, beginning, prediction, window);
    }

    /** The stages that read what {@link #refresh} computes. */
    public List<Stage> readers() {
        List<Stage> stages = new ArrayList<>();
        byTitle().values().stream()
                .filter(program -> program != refresh)
                .forEach(program -> stages.addAll(program.stages()));
        return stages;
    }
}
