// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.Window;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * Work in order, with the memory it works on.
 *
 * @param windows by axis how many steps of it there are, at most
 * @param single whether it is one step of one sequence, else a window
 * @param backward empty for a program that only runs
 * @param live every node that takes part
 * @param states by index, with the definitions that are computed here
 */
public record Program(
        Map<Axis, Window> windows,
        int batch,
        boolean single,
        List<Stage> forward,
        List<Stage> backward,
        Layout layout,
        Set<Node> live,
        List<State> states) {
    /** For steps and sequences whose number is chosen when a workspace is made. */
    static final int ANY = 0;

    public Program {
        windows = Map.copyOf(windows);
        forward = List.copyOf(forward);
        backward = List.copyOf(backward);
        states = List.copyOf(states);
    }

    /** Whether the numbers of steps and sequences are chosen when a workspace is made, and may be smaller in each run. */
    public boolean isOpen() {
        return batch == ANY;
    }

    public int steps(Axis axis) {
        return windows.get(axis).steps();
    }

    /** Of how many of the last steps gradients come from. */
    public int backwardSteps(Axis axis) {
        return windows.get(axis).backward();
    }

    /**
     * Whether gradients come from the last steps only. Then the rows of a window are ordered from the end of each
     * sequence, so that those of these steps come first.
     */
    public boolean isCut(Axis axis) {
        return windows.get(axis).isCut();
    }

    /**
     * The only axis, of which the language gives no more; the generated classes have one order of rows.
     *
     * @throws UnsupportedOperationException if there are several
     */
    public Axis axis() {
        if (windows.size() != 1) {
            throw new UnsupportedOperationException("code is generated for models of one axis, not of "
                    + windows.keySet().stream().map(Axis::name).sorted().toList());
        }
        return windows.keySet().iterator().next();
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
