// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.random.RandomSource;

/** Random orders, the same on every JDK for equal sources (Fisher and Yates, 1938). */
public final class Shuffle {
    private Shuffle() {}

    /** Puts numbers into random order. */
    public static void shuffle(int[] order, RandomSource random) {
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
    }

    /** The same values in random order. */
    public static <T> List<T> shuffled(List<T> values, RandomSource random) {
        int[] order = IntStream.range(0, values.size()).toArray();
        shuffle(order, random);
        return IntStream.of(order).<T>mapToObj(values::get).toList();
    }
}
