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

    /** The children of a node, which a loop comes to before it: the leaves first, and level by level up to the root. */
    record Children(Axis axis) implements Relation {
        @Override
        public Relation opposite() {
            return new Parent(axis);
        }

        @Override
        public boolean looksBack() {
            return true;
        }
    }

    /** The parent of a node: of adjoints of states that look at children. */
    record Parent(Axis axis) implements Relation {
        @Override
        public Relation opposite() {
            return new Children(axis);
        }

        @Override
        public boolean looksBack() {
            return false;
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

    /** Which of those that a {@link Relation} leads to a previous value is of. */
    enum Link {
        /** The one there is: the step before, or after. */
        STEP(""),
        /** The left child of a node; of adjoints the parent of a left child. */
        LEFT("left"),
        /** The right child of a node; of adjoints the parent of a right child. */
        RIGHT("right"),
        /** Each child of a node, a value for each; of adjoints what the parent says of this very child. */
        CHILD("child");

        private final String word;

        Link(String word) {
            this.word = word;
        }

        /** As it is written within brackets; empty for the step before. */
        public String word() {
            return word;
        }
    }
}
