// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;

class ExperimentTest {
    private static final int PAST = 400;
    private static final int SITES = 2;
    private static final int HOURS = 60;

    @Test
    void findsAnomaliesWithoutAllocating() throws InterruptedException {
        Experiment.Result result = run(2);
        assertEquals(
                SITES * Experiment.SENSORS_PER_SITE * HOURS / 3, result.before().readings());
        assertEquals(0, result.bytes());
        assertTrue(result.before().precision() > 0.5, result.before()::toString);
        assertTrue(result.before().recall() > 0.5, result.before()::toString);
    }

    @Test
    void findsTheSameWithAnyNumberOfThreads() throws InterruptedException {
        Experiment.Result one = run(1);
        Experiment.Result two = run(2);
        assertEquals(one.before().toString(), two.before().toString());
        assertEquals(one.after().toString(), two.after().toString());
    }

    private static Experiment.Result run(int threads) throws InterruptedException {
        RandomSource random = RandomSource.of(1);
        Forecaster model = Forecaster.create(1);
        Teacher teacher = new Teacher(model);
        teacher.teachPast(new Site(Teacher.SENSORS, random.split("past")), PAST);
        return new Experiment(model, teacher, random, SITES, threads, HOURS).run();
    }
}
