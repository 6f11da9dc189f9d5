// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far something is: a bar in the last line where there is a terminal, else a line every few seconds. */
public final class Display implements AutoCloseable {
    private static final int MILLIS_BETWEEN_UPDATES = 200;
    private static final int MILLIS_BETWEEN_LINES = 5_000;
    private static final int LINE_LENGTH = 100;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final boolean terminal = System.console() != null;
    private final ProgressBar bar;

    /**
     * An empty bar.
     *
     * @param name of what is done
     * @param total how much there is to do
     * @param unit what that counts, for example {@code "windows"}
     */
    public Display(String name, long total, String unit) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? MILLIS_BETWEEN_UPDATES : MILLIS_BETWEEN_LINES)
                .setConsumer(consumer())
                .hideEta()
                .build();
    }

    private ProgressBarConsumer consumer() {
        return terminal ? new Terminal() : new DelegatingProgressBarConsumer(new Lines(), LINE_LENGTH);
    }

    /** One more is done. */
    public void step() {
        bar.step();
    }

    /** So many are done. Is cheap: what is drawn, and when, is another thread's business. */
    public void show(long done) {
        bar.stepTo(done);
    }

    /** So many are done, and this is how it goes. */
    public void show(long done, String message) {
        show(done);
        bar.setExtraMessage(" " + message);
    }

    /** Prints a text of its own above the bar. */
    public void print(String text) {
        // The bar is drawn by a thread of its own, which must not come between the lines of a text.
        synchronized (System.out) {
            System.out.println(terminal ? CLEAR_LINE + text : text);
        }
    }

    @Override
    public void close() {
        bar.close();
    }

    private static final class Terminal extends ConsoleProgressBarConsumer {
        Terminal() {
            super(System.out);
        }

        @Override
        public void accept(String line) {
            synchronized (System.out) {
                super.accept(line);
            }
        }
    }

    /** Prints each line once: at its end, a bar is drawn anew though nothing has changed. */
    private static final class Lines implements Consumer<String> {
        private String last = "";

        @Override
        public void accept(String line) {
            synchronized (System.out) {
                if (!line.equals(last)) {
                    System.out.println(line.stripTrailing());
                    last = line;
                }
            }
        }
    }
}
