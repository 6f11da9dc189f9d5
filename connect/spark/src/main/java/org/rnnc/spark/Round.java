// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.io.Serializable;

/**
 * What the driver sends out: where training is, and what comes next.
 *
 * @param parts how many there are
 * @param count updates that each part makes by itself; 0 for gradients, of which the driver makes one
 * @param first the first window of the round
 * @param updates made so far
 * @param learningRate of the updates
 * @param parameters of the model
 * @param optimizer what the optimizer remembers; nothing where the driver makes the update
 */
record Round(int parts, int count, long first, long updates, double learningRate, Numbers parameters, Numbers optimizer)
        implements Serializable {
    /** The window of a part in one of its updates: the parts of an update follow each other. */
    long window(int part, int update) {
        return first + (long) update * parts + part;
    }
}
