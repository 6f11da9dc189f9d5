// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How many records wait for each other, to be stepped on in one call, which reads each weight once for all of them.
 *
 * @param records as many; a full call costs the least
 * @param delay how long the first of them waits at most, if no more come
 */
record Together(int records, Duration delay) implements Serializable {
    Together {
        if (records < 1 || Objects.requireNonNull(delay, "delay").isNegative()) {
            throw new IllegalArgumentException(
                    records + " records within " + delay + ": expected 1 or more, from 0 on");
        }
    }
}
