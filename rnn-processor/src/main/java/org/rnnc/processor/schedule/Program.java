// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * Work in order.
 *
 * @param backwardSteps of how many of the last steps gradients come from
 * @param single whether it is one step of one sequence, else a window
 * @param backward empty for a program that only runs
 * @param live every node that takes part
 * @param states by index, with the definitions that are computed here
 * @param roots what must be there in the end
 * @param kept values that are there without being computed here
 */
public record Program(
        int steps,
        int batch,
        int backwardSteps,
        boolean single,
        List<Stage> forward,
        List<Stage> backward,
        Set<Node> live,
        List<State> states,
        Set<Node> roots,
        Set<Node> kept) {
    /** For steps and sequences whose number is chosen when a workspace is made. */
    private static final int ANY = 0;

    public Program {
        forward = List.copyOf(forward);
        backward = List.copyOf(backward);
        states = List.copyOf(states);
    }

    /** One step of one sequence. */
    static Program ofStep(List<Stage> stages, Scheduler scheduler) {
        return of(1, 1, 1, true, stages, List.of(), scheduler);
    }

    /** Without any work. */
    static Program empty(List<State> states) {
        return new Program(1, 1, 1, true, List.of(), List.of(), Set.of(), states, Set.of(), Set.of());
    }

    /** Of steps and sequences whose number is chosen when a workspace is made. */
    static Program open(List<Stage> stages, Scheduler scheduler) {
        return of(ANY, ANY, ANY, false, stages, List.of(), scheduler);
    }

    /** A training window. */
    static Program ofWindow(
            int steps, int batch, int backwardSteps, List<Stage> forward, List<Stage> backward, Scheduler scheduler) {
        return of(steps, batch, backwardSteps, false, forward, backward, scheduler);
    }

    private static Program of(
            int steps,
            int batch,
            int backwardSteps,
            boolean single,
            List<Stage> forward,
            List<Stage> backward,
            Scheduler scheduler) {
        return new Program(
                steps,
                batch,
                backwardSteps,
                single,
                forward,
                backward,
                scheduler.live(),
                scheduler.states(),
                scheduler.roots(),
                scheduler.kept());
    }

    /** Whether the numbers of steps and sequences are chosen when a workspace is made, and may be smaller in each run. */
    public boolean isOpen() {
        return batch == ANY;
    }

    /**
     * Whether gradients come from the last steps only. Then the rows of a window are ordered from the end of each
     * sequence, so that those of these steps come first.
     */
    public boolean isCut() {
        return backwardSteps < steps;
    }

    /** Forward, then backward. */
    public List<Stage> stages() {
        List<Stage> all = new ArrayList<>(forward);
        all.addAll(backward);
        return all;
    }

    /** The stages in order. */
    public String explain(Labels labels) {
        StringBuilder out = new StringBuilder();
        forward.forEach(stage -> out.append(stage.explain(labels)));
        if (!backward.isEmpty()) {
            out.append("-- backward\n");
            backward.forEach(stage -> out.append(stage.explain(labels)));
        }
        return out.toString();
    }
}
