// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Literals;

/**
 * Element-wise passes that follow each other, as one where there are vectors. The schedule ends a pass where C2 would not
 * make vectors of a longer loop; a kernel in the Vector API has no such limit but its bytes. What one pass computes the
 * next then has in a register, and while one waits for a division the processor works at another: it is 2 to 10 % of a step of 16
 * to 64 units.
 */
public final class JoinedPasses {
    /**
     * Longer rows keep the processor busy anyway, and C2, which unrolls the loop over them, gives vectors up in one of
     * this length: at 256 units it took three times as long.
     */
    private static final int LONGEST_ROW = 64;

    private final ElementwiseEmitter passes;

    public JoinedPasses(EmissionContext context) {
        this.passes = new ElementwiseEmitter(context);
    }

    /** All work of a stage, by {@code emitter} but for what is joined. */
    public List<KernelEmitter.Work> emit(Stage stage, Memory memory, KernelEmitter emitter) {
        List<KernelEmitter.Work> all = new ArrayList<>();
        List<Kernel> kernels = stage.kernels();
        Map<Node, Integer> readers = stage.readers();
        for (int i = 0; i < kernels.size(); ) {
            List<Kernel.Elementwise> run = run(stage, kernels.subList(i, kernels.size()), memory);
            all.add(run.size() < 2 ? emitter.emit(stage, kernels.get(i), memory) : emit(stage, run, readers, memory));
            i += Math.max(1, run.size());
        }
        return all;
    }

    private KernelEmitter.Work emit(
            Stage stage, List<Kernel.Elementwise> run, Map<Node, Integer> readers, Memory memory) {
        Kernel.Elementwise together = together(run);
        Stage.Kind rows = rows(stage, together);
        return new KernelEmitter.Work(
                together,
                passes.emit(
                        run,
                        together,
                        stored(stage, run, readers),
                        memory,
                        rows,
                        memory.extent().rows(rows)));
    }

    /** What others read; what only the passes themselves do stays in registers. */
    private static List<Node> stored(Stage stage, List<Kernel.Elementwise> run, Map<Node, Integer> readers) {
        return together(run).outputs().stream()
                .filter(node -> stage.outputs().contains(node)
                        || readers.getOrDefault(node, 0)
                                > run.stream()
                                        .filter(pass -> pass.inputs().contains(node))
                                        .count())
                .toList();
    }

    /** As many of the first kernels as can be one. */
    private List<Kernel.Elementwise> run(Stage stage, List<Kernel> kernels, Memory memory) {
        List<Kernel.Elementwise> run = new ArrayList<>();
        for (Kernel kernel : kernels) {
            Optional<Kernel.Elementwise> next = vector(kernel);
            if (next.isEmpty() || !run.isEmpty() && !isOneWith(run, next.get(), stage, memory)) {
                break;
            }
            run.add(next.get());
        }
        return run;
    }

    private static Optional<Kernel.Elementwise> vector(Kernel kernel) {
        return kernel instanceof Kernel.Elementwise pass
                        && pass.size() > 1
                        && pass.size() <= LONGEST_ROW
                        && !pass.nodes().get(0).isMatrix()
                ? Optional.of(pass)
                : Optional.empty();
    }

    private boolean isOneWith(List<Kernel.Elementwise> run, Kernel.Elementwise next, Stage stage, Memory memory) {
        Kernel.Elementwise first = run.get(0);
        if (first.size() != next.size()
                || !first.nodes().get(0).domain().equals(next.nodes().get(0).domain())) {
            return false;
        }
        Stage.Kind rows = rows(stage, first);
        Kernel.Elementwise before = together(run);
        return isApart(before, next, memory, rows)
                && isApart(next, before, memory, rows)
                && passes.fits(
                        together(Stream.concat(run.stream(), Stream.of(next)).toList()), memory, rows);
    }

    /**
     * Whether nothing that {@code writer} stores lies where {@code other} has something else, or the same elsewhere: in
     * one pass the elements take turns. Memory is used again, so that values that have nothing to do with each other may
     * lie in one place.
     */
    private static boolean isApart(
            Kernel.Elementwise writer, Kernel.Elementwise other, Memory memory, Stage.Kind rows) {
        List<Node> touched = Stream.concat(other.inputs().stream(), other.outputs().stream())
                .filter(node -> !Literals.isLiteral(node))
                .toList();
        return writer.outputs().stream()
                .allMatch(stored -> touched.stream().allMatch(node -> isApart(stored, node, memory, rows)));
    }

    private static boolean isApart(Node stored, Node touched, Memory memory, Stage.Kind rows) {
        RowsRef to = memory.locate(stored, rows);
        RowsRef from = memory.locate(touched, rows);
        if (!to.field().equals(from.field())) {
            return true;
        }
        boolean same = to.equals(from) && stored.size() == touched.size();
        boolean beside = to.whole().equals(from.whole())
                && (to.offset() + stored.size() <= from.offset() || from.offset() + touched.size() <= to.offset());
        return same || beside;
    }

    private static Kernel.Elementwise together(List<Kernel.Elementwise> run) {
        return new Kernel.Elementwise(
                run.get(0).size(),
                run.stream().flatMap(pass -> pass.nodes().stream()).toList(),
                run.stream().flatMap(pass -> pass.outputs().stream()).toList());
    }

    private static Stage.Kind rows(Stage stage, Kernel kernel) {
        return stage.kind().rowsOf(kernel.nodes().get(0).domain());
    }
}
