// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.customcell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.samples.common.AddingProblem;

class LearnerTest {
    private static final int WINDOWS = 100;

    @Test
    void bothNetworksSoonGuessTheMean() {
        for (Model model : new Model[] {Gated.create(1), Vanilla.create(1)}) {
            Learner learner = new Learner(model, RandomSource.of(1));
            double before = learner.test();
            learner.train(WINDOWS);
            double after = learner.test();
            assertTrue(after < before, () -> learner.name() + ": " + before + " before, " + after + " after");
            assertEquals(AddingProblem.ERROR_OF_GUESSING, after, 0.05, learner.name());
            assertEquals(
                    WINDOWS / Learner.WINDOWS_PER_POINT,
                    learner.curve().errors().size());
        }
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        assertEquals(errorOfNewLearner(), errorOfNewLearner());
    }

    @Test
    void theCellStartsByKeepingItsState() {
        Tensor gate = Gated.create(1).parameter("minimal.bf");
        assertEquals(-1, gate.get(0));
    }

    private static double errorOfNewLearner() {
        Learner learner = new Learner(Gated.create(7), RandomSource.of(7));
        learner.train(Learner.WINDOWS_PER_POINT);
        return learner.test();
    }
}
