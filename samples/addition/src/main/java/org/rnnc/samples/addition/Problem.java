// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.runtime.random.RandomSource;

/**
 * Sums as the Keras example draws them: numbers of one digit to as many as there may be, no pair twice; a tenth is held out.
 *
 * @param digits of a number, at most
 */
record Problem(int digits, List<Sum> training, List<Sum> test) {
    private static final int TEN = 10;

    static Problem draw(int digits, int examples, RandomSource random) {
        Set<Long> seen = new HashSet<>();
        List<Sum> all = new ArrayList<>();
        while (all.size() < examples) {
            Sum sum = new Sum(number(digits, random), number(digits, random));
            if (seen.add(sum.pair())) {
                all.add(sum);
            }
        }
        int held = examples / TEN;
        return new Problem(
                digits,
                List.copyOf(all.subList(0, examples - held)),
                List.copyOf(all.subList(examples - held, examples)));
    }

    /** Each of its digits is drawn, so that it may begin with zeros. */
    private static int number(int digits, RandomSource random) {
        int length = 1 + random.nextInt(digits);
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = TEN * number + random.nextInt(TEN);
        }
        return number;
    }

    /** Characters of an answer. */
    int answerLength() {
        return digits + 1;
    }
}
