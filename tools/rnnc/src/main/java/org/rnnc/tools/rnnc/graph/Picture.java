// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Boxes and arrows, before anybody has placed them.
 *
 * @param groups boxes that are drawn within a frame, such as a layer
 */
record Picture(String title, String subtitle, List<Box> boxes, List<Arrow> arrows, List<Group> groups) {
    Picture(String title, String subtitle) {
        this(title, subtitle, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** What a box stands for, which decides its look. */
    enum Kind {
        INPUT("goes in"),
        OUTPUT("comes out"),
        STATE("of the step before"),
        PRODUCT("product with a matrix"),
        FUNCTION("function, each element alone"),
        LAYER("layer");

        private final String legend;

        Kind(String legend) {
            this.legend = legend;
        }

        String legend() {
            return legend;
        }
    }

    /** What a box has a value for; for each sequence, also which steps it is made from. */
    enum Each {
        STEP,
        SEQUENCE,
        SEQUENCE_FROM_LAST,
        SEQUENCE_FROM_FIRST
    }

    /**
     * @param name large, or empty
     * @param what small, below the name
     * @param group the frame it is in; empty for none
     */
    record Box(String id, Kind kind, String name, String what, String group, Each each) {}

    /** @param back whether it leads to another step */
    record Arrow(String from, String to, String label, boolean back) {}

    record Group(String id, String title) {}
}
