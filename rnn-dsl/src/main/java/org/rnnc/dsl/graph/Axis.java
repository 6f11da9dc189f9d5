// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * What sequences have steps along, such as the words of a text and those of its translation. A sequence has a length of its
 * own along each axis. The steps of an axis may also be the nodes of a tree: then a step has no one before it, but children.
 *
 * @param index its place among the axes of a graph
 */
public record Axis(int index, String name, Kind kind) {
    /** What the steps of an axis are to each other. */
    public enum Kind {
        /** One comes after the other. */
        SEQUENCE,
        /** Each has children, and all but one a parent. */
        TREE,
        /** Not known yet: where a cell is looked at by itself. */
        ANY
    }

    /** That of a model which names none: it has no other. */
    public static final Axis TIME = new Axis(0, "time");

    /** That of a cell which is looked at by itself. */
    public static final Axis OF_CELL = new Axis(0, "time", Kind.ANY);

    /** Of steps that come one after the other. */
    public Axis(int index, String name) {
        this(index, name, Kind.SEQUENCE);
    }

    /** Whether its steps are nodes, which have children. */
    public boolean isTree() {
        return kind == Kind.TREE;
    }

    /** Whether a value at a step may be made from children of it. */
    public boolean mayBeTree() {
        return kind != Kind.SEQUENCE;
    }

    /** Whether a value at a step may be made from the step before. */
    public boolean mayBeSequence() {
        return kind != Kind.TREE;
    }

    /** {@code what} there is along this axis; with its name where there may be others. */
    public String qualify(String what) {
        return name.equals(TIME.name) ? what : what + " of " + name;
    }
}
