// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.io.Serializable;

/**
 * What some parts that follow each other come to: a node of the tree in which all are added.
 *
 * @param from the first part
 * @param end the part after the last
 * @param loss the sum of their losses
 * @param numbers the sums of their numbers, in order
 */
record Partial(int from, int end, double loss, Numbers[] numbers) implements Serializable {
    /** Where the parts of a node are divided: the left one is as large a power of two as there is. */
    static int middle(int from, int end) {
        return from + Integer.highestOneBit(end - from - 1);
    }

    /** The node above. The left one's arrays become those of the sum. */
    Partial add(Partial right) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i].add(right.numbers[i]);
        }
        return new Partial(from, right.end, loss + right.loss, numbers);
    }
}
