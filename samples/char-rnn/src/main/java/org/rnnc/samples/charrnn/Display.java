// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/** Shows how training goes: as a bar where there is a terminal, else as a line now and then. */
interface Display extends AutoCloseable {
    /** Told after every window, and decides what of it to show. */
    void show(Status status);

    /** Prints a text of its own. */
    void print(String text);

    @Override
    void close();

    /** The display that fits the place where the output goes to. */
    static Display of(Goal goal) {
        return System.console() == null ? new LineDisplay(goal) : new BarDisplay(goal);
    }
}
