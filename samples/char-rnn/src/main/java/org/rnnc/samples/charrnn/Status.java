// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.time.Duration;
import java.util.Locale;

/**
 * Where training stands.
 *
 * @param windows trained on
 * @param window how many characters each has
 * @param loss smoothed, in nats for a whole window: the number min-char-rnn prints
 * @param elapsed since training began
 */
record Status(int windows, int window, double loss, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    long characters() {
        return (long) windows * window;
    }

    double bitsPerCharacter() {
        return loss / window / Math.log(2);
    }

    double seconds() {
        return elapsed.toNanos() / NANOS_PER_SECOND;
    }

    double charactersPerSecond() {
        return characters() / seconds();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "loss %.2f, %.3f bits/char, %,.0f chars/s",
                loss,
                bitsPerCharacter(),
                charactersPerSecond());
    }
}
