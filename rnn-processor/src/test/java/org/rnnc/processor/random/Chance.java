// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Everything that is left to chance in a model; the same seed gives the same answers. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean of(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code least} to {@code most}. */
    int whole(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String any(String... all) {
        return any(List.of(all));
    }

    /** Those that fall within {@code probability}, in their order. */
    <T> List<T> some(List<T> all, double probability) {
        List<T> some = new ArrayList<>(all);
        some.removeIf(one -> !of(probability));
        return some;
    }

    /** A number as it stands in a text, of two digits behind the point. */
    String number(double least, double most) {
        return String.format(Locale.ROOT, "%.2f", random.nextDouble(least, most))
                .replace("-0.00", "0.00");
    }

    /** A share of elements, such as dropout's. */
    String rate() {
        return number(0.1, 0.6);
    }

    /** The size of a vector: small, now and then beyond what a row is padded to. */
    int size() {
        return of(0.1) ? any(List.of(1, 8, 9, 17)) : whole(2, 6);
    }
}
