// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;

class NetworkTest {
    private static Network network(Model model, String state) {
        return new Network("n", model, state, RandomSource.of(1));
    }

    /** At the start the gradient of large matrices explodes, that of a GRU vanishes, an LSTM's memory keeps more of it. */
    @Test
    void gradientsVanishAndExplode() {
        for (int seed = 1; seed <= 3; seed++) {
            double large =
                    network(Large.create(seed), "memory.h").gradientByLag().ratio();
            double gru = network(Gru.create(seed), "memory.h").gradientByLag().ratio();
            double lstm = network(Lstm.create(seed), "memory.c").gradientByLag().ratio();
            assertTrue(large > 1.02, () -> "large " + large);
            assertTrue(gru < 0.85, () -> "gru " + gru);
            assertTrue(lstm > gru + 0.08 && lstm < 1, () -> "lstm " + lstm);
        }
    }

    @Test
    void thereIsANormForEachLag() {
        Network network = network(Vanilla.create(1), "memory.h");
        assertEquals(60, network.gradientByLag().norms().length);
        assertArrayEquals(
                network.gradientByLag().norms(), network.gradientByLag().norms());
    }

    @Test
    void trainingLowersTheError() {
        Network network = network(Gru.create(1), "memory.h");
        double before = network.error();
        network.train(40);
        double after = network.error();
        assertTrue(after < before, () -> before + " before, " + after + " after");
    }
}
