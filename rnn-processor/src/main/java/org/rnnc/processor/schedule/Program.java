// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.WindowLength;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * Work in order.
 *
 * @param windows by axis how many steps of it there are, at most
 * @param single whether it is one step of one sequence, else a window
 * @param backward empty for a program that only runs
 * @param live every node that takes part
 * @param states by index, with the definitions that are computed here
 * @param roots what must be there in the end
 * @param kept values that are there without being computed here
 */
public record Program(
        Map<Axis, WindowLength> windows,
        int batch,
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
        windows = Map.copyOf(windows);
        forward = List.copyOf(forward);
        backward = List.copyOf(backward);
        states = List.copyOf(states);
    }

    /** One step of one sequence. */
    static Program ofStep(List<Axis> axes, List<Stage> stages, Scheduler scheduler) {
        return of(each(axes, 1), 1, true, stages, List.of(), scheduler);
    }

    /** Without any work. */
    static Program empty(List<Axis> axes, List<State> states) {
        return new Program(each(axes, 1), 1, true, List.of(), List.of(), Set.of(), states, Set.of(), Set.of());
    }

    /** Of steps and sequences whose number is chosen when a workspace is made. */
    static Program open(List<Axis> axes, List<Stage> stages, Scheduler scheduler) {
        return of(each(axes, ANY), ANY, false, stages, List.of(), scheduler);
    }

    /** A training window. */
    static Program ofWindow(
            Map<Axis, WindowLength> windows,
            int batch,
            List<Stage> forward,
            List<Stage> backward,
            Scheduler scheduler) {
        return of(windows, batch, false, forward, backward, scheduler);
    }

    private static Map<Axis, WindowLength> each(List<Axis> axes, int steps) {
        return axes.stream().collect(Collectors.toMap(axis -> axis, axis -> new WindowLength(steps, steps)));
    }

    private static Program of(
            Map<Axis, WindowLength> windows,
            int batch,
            boolean single,
            List<Stage> forward,
            List<Stage> backward,
            Scheduler scheduler) {
        return new Program(
                windows,
                batch,
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

    public int steps(Axis axis) {
        return Objects.requireNonNull(windows.get(axis)).steps();
    }

    /** Of how many of the last steps gradients come from. */
    public int backwardSteps(Axis axis) {
        return Objects.requireNonNull(windows.get(axis)).backward();
    }

    /**
     * Whether gradients come from the last steps only. Then the rows of a window are ordered from the end of each
     * sequence, so that those of these steps come first.
     */
    public boolean isCut(Axis axis) {
        return Objects.requireNonNull(windows.get(axis)).isCut();
    }

    /** In rising order. */
    public List<Axis> axes() {
        return windows.keySet().stream()
                .sorted(Comparator.comparingInt(Axis::index))
                .toList();
    }

    /** The pairs of axes that there are values for each step of both of. */
    public List<Domain.Pair> pairs() {
        return live.stream()
                .flatMap(node -> node.domain().pair().stream())
                .distinct()
                .sorted(Comparator.<Domain.Pair>comparingInt(
                                pair -> pair.along().index())
                        .thenComparingInt(pair -> pair.over().index()))
                .toList();
    }

    /** The trees whose nodes stand for steps of sequences. */
    public List<NodeSteps> nodeSteps() {
        return live.stream()
                .flatMap(node -> node.op() instanceof Op.AtNodes at
                        ? Stream.of(at.places())
                        : node.op() instanceof Op.OfNodes of ? Stream.of(of.places()) : Stream.empty())
                .distinct()
                .sorted(Comparator.comparing(NodeSteps::toString))
                .toList();
    }

    /** The one by whose order values per sequence lie; the only one, of most models. */
    public Axis firstAxis() {
        return axes().get(0);
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
