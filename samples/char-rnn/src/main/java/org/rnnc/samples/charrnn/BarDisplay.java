// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For terminals: a bar in the last line, above it whatever else is printed. */
final class BarDisplay implements Display {
    private static final int MILLIS_BETWEEN_UPDATES = 200;

    private final Goal goal;
    private final Console console = new Console();
    private final ProgressBar bar;
    private long shownMillis;

    BarDisplay(Goal goal) {
        this.goal = goal;
        bar = new ProgressBarBuilder()
                .setTaskName("")
                .setInitialMax(goal.total())
                .setUnit(goal.unit(), 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_UPDATES)
                .setConsumer(console)
                .hideEta()
                .build();
    }

    @Override
    public void show(Status status) {
        // Thousands of windows pass between two updates of the bar.
        if (status.elapsed().toMillis() >= shownMillis + MILLIS_BETWEEN_UPDATES) {
            shownMillis = status.elapsed().toMillis();
            bar.stepTo(goal.done(status));
            bar.setExtraMessage(" " + status);
        }
    }

    @Override
    public void print(String text) {
        console.print(text);
    }

    @Override
    public void close() {
        bar.close();
    }

    /** The bar is drawn by a thread of its own, which must not come between the lines of a text. */
    private static final class Console extends ConsoleProgressBarConsumer {
        private static final String CLEAR_LINE = "\r\u001b[2K";

        Console() {
            super(System.out);
        }

        @Override
        public synchronized void accept(String bar) {
            super.accept(bar);
        }

        synchronized void print(String text) {
            System.out.println(CLEAR_LINE + text);
        }
    }
}
