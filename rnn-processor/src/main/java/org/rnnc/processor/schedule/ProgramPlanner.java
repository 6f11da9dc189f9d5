// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.KernelRules;
import org.rnnc.processor.schedule.kernel.Literals;
import org.rnnc.processor.schedule.kernel.Views;

/**
 * Makes the programs of a model. What follows from the parameters alone is taken out of them, into one of its own: first
 * all of them are looked at for it, then they are made.
 */
final class ProgramPlanner {
    private final List<Axis> axes;
    private final List<State> states;
    private final KernelRules rules;
    private final Set<Node> gradients;
    /** What {@link Programs#refresh} computes. */
    private final Set<Node> refreshed = new LinkedHashSet<>();
    /** What states start from, if it follows from the parameters alone. */
    private Set<Node> starts = Set.of();

    /**
     * What a training window is made of.
     *
     * @param isForward what is computed before the loss is differentiated
     */
    record Window(Scheduler scheduler, Training training, Predicate<Node> isForward) {}

    ProgramPlanner(List<Axis> axes, List<State> states, KernelRules rules, Collection<Node> gradients) {
        this.axes = axes;
        this.states = states;
        this.rules = rules;
        this.gradients = new HashSet<>(gradients);
    }

    void add(Streaming streaming) {
        starts = streaming.ofParameters();
        add(streaming.step());
        streaming.beginning().ifPresent(this::add);
        add(new Scheduler(states, rules, starts));
    }

    /**
     * Adds the live nodes that only parameters and constants go into. Gradients are none of them: what can be read after
     * an update is the gradient before it.
     */
    void add(Scheduler scheduler) {
        Set<Node> fixed = new HashSet<>();
        for (Node node : scheduler.live()) {
            if (gradients.contains(node)) {
                continue;
            }
            boolean known = node.op() instanceof Op.Parameter || node.op() instanceof Op.EachToken;
            boolean kept = known || !node.isMatrix() && !Views.isSource(node.op());
            if (kept
                    && (node.domain().isOnce() || node.domain().tokens().isPresent())
                    && !node.op().traits().isOverSteps()
                    && fixed.containsAll(node.inputs())) {
                fixed.add(node);
                refreshed.add(node);
            }
        }
    }

    Programs plan(Optional<Streaming> streaming, Scheduler prediction, Optional<Window> window) {
        Optional<Program> step = streaming.map(s -> Program.ofStep(List.of(s.axis()), stages(s.step()), s.step()));
        Optional<Beginning> beginning = streaming.flatMap(s -> s.beginning()
                .map(scheduler -> new Beginning(begin(s.axis(), scheduler), s.ofSequence(), List.copyOf(s.kept()))));
        Program open = Program.open(axes, stages(prediction, true), prediction);
        Programs others = new Programs(Program.empty(axes, states), step, beginning, open, window.map(this::window));
        return refreshed.isEmpty() ? others : others.with(refresh(others.readers()));
    }

    /** What is known before the first step along an axis: of one sequence, or the whole of it along the others. */
    private Program begin(Axis axis, Scheduler scheduler) {
        List<Axis> others = axes.stream().filter(other -> !other.equals(axis)).toList();
        return others.isEmpty()
                ? Program.ofStep(axes, stages(scheduler), scheduler)
                : Program.open(others, stages(scheduler, true), scheduler);
    }

    /** The stages that compute what {@code scheduler} needs and that does not follow from the parameters alone. */
    private List<Stage> stages(Scheduler scheduler) {
        return stages(scheduler, false);
    }

    /** The same, over many steps. */
    private List<Stage> stages(Scheduler scheduler, boolean ahead) {
        return scheduler.stages(node -> !refreshed.contains(node), ahead);
    }

    private Program window(Window window) {
        Scheduler scheduler = window.scheduler();
        Predicate<Node> isForward = window.isForward();
        Training training = window.training();
        // Steps that are all written out have no loop that could be ahead of anything.
        boolean ahead = training.unroll().kind() != Training.Unroll.Kind.FULL;
        return Program.ofWindow(
                training.windows(),
                training.batch(),
                scheduler.stages(node -> isForward.test(node) && !refreshed.contains(node), ahead),
                scheduler.stages(node -> !isForward.test(node) && !refreshed.contains(node), ahead),
                scheduler);
    }

    private Program refresh(List<Stage> readers) {
        Set<Node> roots = readFrom(refreshed, readers);
        starts.stream()
                .filter(start -> !Views.isSource(start.op()) && !Literals.isLiteral(start))
                .forEach(roots::add);
        Scheduler scheduler = new Scheduler(states, rules, roots);
        return Program.ofStep(axes, scheduler.stages(refreshed::contains), scheduler);
    }

    /** Those of {@code values} that other stages read from memory. */
    private static Set<Node> readFrom(Set<Node> values, List<Stage> readers) {
        Set<Node> read = new LinkedHashSet<>();
        for (Stage stage : readers) {
            for (Kernel kernel : stage.kernels()) {
                for (Node input : kernel.inputs()) {
                    Node seen = Views.seen(input);
                    boolean inlined = kernel instanceof Kernel.Elementwise && Literals.isLiteral(seen);
                    if (values.contains(seen) && !Views.isSource(seen.op()) && !inlined) {
                        read.add(seen);
                    }
                }
            }
        }
        return read;
    }
}
