// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.time.Duration;
import org.rnnc.training.TrainingLoop;

/**
 * When training is done: after a number of characters, where one is given, else after some time.
 *
 * @param characters 0 for as many as there is time for
 * @param seconds only counts without a number of characters
 */
record Goal(long characters, int seconds) {
    Goal {
        if (characters < 0 || characters == 0 && seconds < 1) {
            throw new IllegalArgumentException("Training needs at least one second or one character");
        }
    }

    /** Sets the limit of a loop. */
    void limit(TrainingLoop loop, int window) {
        if (characters > 0) {
            loop.windows(Math.toIntExact((characters + window - 1) / window));
        } else {
            loop.timeLimit(Duration.ofSeconds(seconds));
        }
    }

    /** How much there is to do, in {@link #unit()}s. */
    long total() {
        return characters > 0 ? characters : seconds;
    }

    /** How much is done, in {@link #unit()}s. */
    long done(Status status) {
        return Math.min(total(), characters > 0 ? status.characters() : (long) status.seconds());
    }

    String unit() {
        return characters > 0 ? "chars" : "s";
    }
}
