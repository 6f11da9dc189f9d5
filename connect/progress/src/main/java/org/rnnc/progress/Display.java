// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import java.io.Console;
import java.time.Duration;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far something is, how fast it goes and how long it will take: a bar in the last line where there is a terminal, else
 * a line every few seconds. For one thread; what is drawn, and when, is another one's business.
 */
public final class Display implements AutoCloseable {
    private static final int MILLIS_BETWEEN_UPDATES = 200;
    private static final int MILLIS_BETWEEN_LINES = 5_000;
    private static final int LINE_LENGTH = 120;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final boolean terminal = isTerminal();
    private final ProgressBar bar;

    /**
     * An empty bar.
     *
     * @param name of what is done
     * @param total how much there is to do; below 0 where nobody knows
     * @param unit what that counts, for example {@code "windows"}
     */
    public Display(String name, long total, String unit) {
        this(name, 0, total, unit);
    }

    /**
     * A bar for what goes on where it was left.
     *
     * @param name of what is done
     * @param done how much was done before; it does not count in the rate
     * @param total how much there is to do; below 0 where nobody knows
     * @param unit what that counts, for example {@code "windows"}
     */
    public Display(String name, long done, long total, String unit) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? MILLIS_BETWEEN_UPDATES : MILLIS_BETWEEN_LINES)
                .setConsumer(consumer())
                .startsFrom(done, Duration.ZERO)
                .showSpeed();
        bar = builder.build();
    }

    /** From JDK 22 on there is a console without a terminal, too, and it can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private ProgressBarConsumer consumer() {
        return terminal ? new Terminal() : new DelegatingProgressBarConsumer(new Lines(), LINE_LENGTH);
    }

    /** One more is done. */
    public void step() {
        bar.step();
    }

    /**
     * So many are done. This is cheap.
     *
     * @param done from 0
     */
    public void show(long done) {
        bar.stepTo(done);
    }

    /**
     * So many are done, and this is how it goes.
     *
     * @param done from 0
     * @param message a few words
     */
    public void show(long done, String message) {
        show(done);
        bar.setExtraMessage(" " + message);
    }

    /**
     * Prints a text of its own above the bar.
     *
     * @param text one line or several
     */
    public void print(String text) {
        // The bar is drawn by a thread of its own, which must not come between the lines of a text.
        synchronized (System.out) {
            System.out.println(terminal ? CLEAR_LINE + text : text);
        }
    }

    /** Draws the bar for the last time. */
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
