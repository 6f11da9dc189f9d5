// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Which values of other steps a value goes on from: what "previous" means along an axis. */
public sealed interface Relation {
    Axis axis();

    /** That of whom this is the previous one: the way that adjoints flow. */
    Relation opposite();

    /** Whether what is previous comes earlier along the axis: then a stream knows it, and a loop begins with the first step. */
    boolean looksBack();

    /** The step before. */
    record Before(Axis axis) implements Relation {
        @Override
        public Relation opposite() {
            return new After(axis);
        }

        @Override
        public boolean looksBack() {
            return true;
        }
    }

    /** The step after: of states of a reverse layer, and of adjoints of those that look back. */
    record After(Axis axis) implements Relation {
        @Override
        public Relation opposite() {
            return new Before(axis);
        }

        @Override
        public boolean looksBack() {
            return false;
        }
    }
}
