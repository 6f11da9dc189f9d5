// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import org.rnnc.tools.rnnc.graph.Picture.Box;

/** How much room texts take, by the width of a usual letter: a picture looks the same wherever it is made. */
final class Text {
    static final double LABEL_HEIGHT = 14;

    private static final double NAME_LETTER = 8.2;
    private static final double WHAT_LETTER = 6.6;
    private static final double LABEL_LETTER = 6.0;

    private Text() {}

    static double boxWidth(Box box) {
        double text = Math.max(box.name().length() * NAME_LETTER, box.what().length() * WHAT_LETTER);
        return Math.max(34, Math.ceil(text + 20));
    }

    static double boxHeight(Box box) {
        return box.name().isEmpty() || box.what().isEmpty() ? 30 : 42;
    }

    static double labelWidth(String label) {
        return Math.ceil(label.length() * LABEL_LETTER + 4);
    }
}
