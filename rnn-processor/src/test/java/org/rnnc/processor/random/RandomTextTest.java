// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What random texts are made of; whether they are right is another matter. */
class RandomTextTest {
    private static final int TEXTS = 400;
    private static final int LEAST = 4;

    /** The compiler takes all of them without a warning, or writing them fails. */
    @Test
    void everyFeatureOccurs() {
        Features features = new Features();
        for (long seed = 1; seed <= TEXTS; seed++) {
            features.count(RandomModel.write(seed));
        }
        assertEquals(List.of(), features.rarerThan(LEAST), features::toString);
    }

    @Test
    void theSameSeedGivesTheSameText() {
        assertEquals(RandomModel.write(7), RandomModel.write(7));
    }
}
