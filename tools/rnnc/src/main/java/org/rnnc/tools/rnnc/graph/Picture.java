// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Boxes and arrows, before anybody has placed them.
 *
 * @param past what states are of
 * @param trees names of axes whose steps are nodes
 * @param groups boxes that are drawn within a frame, such as a layer
 */
record Picture(
        String title,
        String subtitle,
        Past past,
        Set<String> trees,
        List<Box> boxes,
        List<Arrow> arrows,
        List<Group> groups) {
    Picture(String title, String subtitle, Past past, Set<String> trees) {
        this(title, subtitle, past, trees, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Where states come from, in the words of the legend. */
    enum Past {
        STEPS("of the step before", "to another step"),
        NODES("of a child", "to the node above"),
        BOTH("of the step before, or of a child", "to another step or node");

        private final String state;
        private final String turn;

        Past(String state, String turn) {
            this.state = state;
            this.turn = turn;
        }

        /** What an arrow does that leads to another step. */
        String turn() {
            return turn;
        }
    }

    /** What a kind of boxes is. */
    String legend(Kind kind) {
        return kind == Kind.STATE ? past.state : kind.legend;
    }

    /** What a box stands for, which decides its look. */
    enum Kind {
        INPUT("goes in"),
        OUTPUT("comes out"),
        STATE(""),
        PRODUCT("product with a matrix"),
        FUNCTION("function, each element alone"),
        LAYER("layer");

        private final String legend;

        Kind(String legend) {
            this.legend = legend;
        }
    }

    /** What a box has a value for; for each sequence, also which steps it is made from. */
    enum Each {
        STEP,
        /** Of a tree the leaves alone. */
        LEAF,
        SEQUENCE,
        SEQUENCE_FROM_LAST,
        SEQUENCE_FROM_FIRST;

        boolean isAtSteps() {
            return this == STEP || this == LEAF;
        }
    }

    /** Which steps of two axes an arrow joins. */
    enum Meeting {
        /** The same one of one axis. */
        SAME,
        /** Each of one and each of the other. */
        ALL,
        /** Steps, and the nodes of a tree that stand for them. */
        STANDING
    }

    /**
     * @param name large, or empty
     * @param what small, below the name
     * @param group the frame it is in; empty for none
     * @param axis along which it has values at steps; empty if it has none
     */
    record Box(String id, Kind kind, String name, String what, String group, Each each, String axis) {}

    /** @param back whether it leads to another step */
    record Arrow(String from, String to, String label, boolean back, Meeting meeting) {
        Arrow(String from, String to, String label, boolean back) {
            this(from, to, label, back, Meeting.SAME);
        }
    }

    record Group(String id, String title) {}
}
