// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

/** Whether sizes are stand-ins, to check a cell by itself, and whether something could not be told from them. */
public final class Placeholders {
    private final boolean used;
    private boolean leftOpen;

    public Placeholders(boolean used) {
        this.used = used;
    }

    public boolean areUsed() {
        return used;
    }

    /** Notes that something could not be told from stand-ins: only real sizes will show whether it is right. */
    public void leaveOpen() {
        leftOpen = true;
    }

    public boolean isLeftOpen() {
        return leftOpen;
    }
}
