// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.processor.schedule.Program;

/**
 * What generated code calls things that each axis has one of: plain words where there is one axis, else with the axis's
 * name before them.
 *
 * @param axes in rising order; values per sequence lie in the order of the first
 */
public record AxisNames(List<Axis> axes) {
    public AxisNames {
        axes = List.copyOf(axes);
    }

    public static AxisNames of(Program program) {
        return new AxisNames(program.axes());
    }

    public boolean isOne() {
        return axes.size() == 1;
    }

    /** The field that knows the order of rows. */
    public String order(Axis axis) {
        return named(axis, "sequences");
    }

    /** The field that knows the rows of children. */
    public String children(Axis axis) {
        return named(axis, "children");
    }

    /** A local: how many rows there are. */
    public String rows(Axis axis) {
        return named(axis, "rows");
    }

    /** A local: how many children there are of all nodes. */
    public String childRows(Axis axis) {
        return named(axis, "childRows");
    }

    /** A parameter: how many steps there are. */
    public String steps(Axis axis) {
        return named(axis, "steps");
    }

    /** A parameter: how long the sequences are, or what the trees look like. */
    public String lengths(Axis axis) {
        return named(axis, axis.isTree() ? "trees" : "lengths");
    }

    /** A local: how many nodes the trees have. */
    public String nodeCounts(Axis axis) {
        return named(axis, "nodeCounts");
    }

    /** A method: looks at what trees look like, before they are taken. */
    public String checkTrees(Axis axis) {
        return isOne() ? "checkTrees" : "check" + upper(lengths(axis));
    }

    /** A parameter: how many steps there is room for. */
    public String stepCapacity(Axis axis) {
        return named(axis, "stepCapacity");
    }

    /** A field: how many steps there may be. */
    public String maxSteps(Axis axis) {
        return isOne() ? "maxSteps" : "max" + upper(steps(axis));
    }

    /** The field that knows the order of rows of pairs. */
    public String order(Domain.Pair pair) {
        return Identifier.variable(pair.along().name()) + "Over"
                + upper(pair.over().name());
    }

    /** The field that knows which nodes stand for which steps. */
    public String order(NodeSteps places) {
        return Identifier.variable(places.steps().name()) + "At"
                + upper(places.tree().name()) + (places.leaves() ? "Leaves" : "Nodes");
    }

    /** A method: looks at whether there is a node for each step. */
    public String check(NodeSteps places) {
        return "check" + upper(order(places));
    }

    /** Names of fields and locals of engines that nothing else may have. */
    public List<String> taken() {
        List<String> all = new ArrayList<>();
        for (Axis axis : axes) {
            all.addAll(List.of(order(axis), rows(axis), steps(axis), lengths(axis), stepCapacity(axis)));
            if (axis.isTree()) {
                all.addAll(List.of(childRows(axis), nodeCounts(axis), children(axis)));
            }
            axes.stream().filter(other -> !other.equals(axis)).forEach(other -> {
                all.add(order(Domain.pair(axis, other)));
                if (other.isTree()) {
                    all.add(order(new NodeSteps(axis, other, true)));
                    all.add(order(new NodeSteps(axis, other, false)));
                }
            });
        }
        return all;
    }

    private String named(Axis axis, String what) {
        return isOne() ? what : Identifier.variable(axis.name()) + upper(what);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
