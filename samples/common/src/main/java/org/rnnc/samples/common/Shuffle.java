// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.random.RandomSource;

/** Random orders, the same on every JDK for equal sources. */
public final class Shuffle {
    private Shuffle() {}

    /** The same values in random order. */
    public static <T> List<T> shuffled(List<T> values, RandomSource random) {
        int[] order = IntStream.range(0, values.size()).toArray();
        random.shuffle(order);
        return IntStream.of(order).<T>mapToObj(values::get).toList();
    }
}
