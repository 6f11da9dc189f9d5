// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far training is: a bar where there is a terminal, else a line every few seconds. */
final class Display implements AutoCloseable {
    private static final int MILLIS_BETWEEN_UPDATES = 200;
    private static final int MILLIS_BETWEEN_LINES = 5_000;
    private static final int LINE_LENGTH = 80;

    private final ProgressBar bar;

    /**
     * An empty bar.
     *
     * @param name of what is done
     * @param epochs how many there will be
     */
    Display(String name, long epochs) {
        boolean terminal = System.console() != null;
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(epochs)
                .setUnit(" epochs", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? MILLIS_BETWEEN_UPDATES : MILLIS_BETWEEN_LINES)
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.out)
                                : new DelegatingProgressBarConsumer(new Lines(), LINE_LENGTH))
                .hideEta()
                .build();
    }

    /** One epoch more is done. */
    void step() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Prints each line once: at its end, a bar is drawn anew though nothing has changed. */
    private static final class Lines implements Consumer<String> {
        private String last = "";

        @Override
        public void accept(String line) {
            if (!line.equals(last)) {
                System.out.println(line.stripTrailing());
                last = line;
            }
        }
    }
}
