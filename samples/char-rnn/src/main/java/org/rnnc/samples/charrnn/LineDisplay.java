// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/** For files and pipes: a line every few seconds. */
final class LineDisplay implements Display {
    private static final double SECONDS_BETWEEN_LINES = 5;

    private final Goal goal;
    private double due = SECONDS_BETWEEN_LINES;

    LineDisplay(Goal goal) {
        this.goal = goal;
    }

    @Override
    public void show(Status status) {
        if (status.seconds() >= due) {
            due = status.seconds() + SECONDS_BETWEEN_LINES;
            print(goal.describe(status) + ": " + status);
        }
    }

    @Override
    public void print(String text) {
        System.out.println(text);
    }

    @Override
    public void close() {
        System.out.flush();
    }
}
