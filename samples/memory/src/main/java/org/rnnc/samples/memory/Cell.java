// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import java.awt.Color;

/** What a network remembers with. */
enum Cell {
    LSTM("LSTM", new Color(0x1f77b4)),
    GRU("GRU", new Color(0x2ca02c)),
    VANILLA("vanilla", new Color(0xd62728));

    private final String title;
    private final Color color;

    Cell(String title, Color color) {
        this.title = title;
        this.color = color;
    }

    /** For tables and legends. */
    String title() {
        return title;
    }

    /** Of its curves. */
    Color color() {
        return color;
    }
}
