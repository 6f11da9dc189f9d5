// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import org.rnnc.dsl.model.Training;

/** How many steps of a window are written out one after the other. */
public final class Unrolling {
    /** Few enough to stay readable, and enough that the loop itself does not count. */
    private static final int LARGEST = 8;

    private Unrolling() {}

    /** Steps of one chunk of a loop, of which there are {@code steps}, or any number if that is 0; the compiler's own choice divides the window evenly where it can. */
    public static int chunk(Training.Unroll unroll, int steps) {
        if (unroll.kind() == Training.Unroll.Kind.STEPS) {
            return steps == 0 ? unroll.steps() : Math.min(unroll.steps(), steps);
        }
        return steps == 0 ? LARGEST : automatic(steps);
    }

    private static int automatic(int steps) {
        if (steps <= LARGEST) {
            return steps;
        }
        for (int chunk = LARGEST; chunk >= 4; chunk--) {
            if (steps % chunk == 0) {
                return chunk;
            }
        }
        return 4;
    }
}
