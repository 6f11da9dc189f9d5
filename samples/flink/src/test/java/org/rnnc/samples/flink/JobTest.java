// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.flink.Networks;

class JobTest {
    private static final Sensors SENSORS = new Sensors(200, 240);

    @Test
    void findsAnomaliesAndLearns() throws Exception {
        Teacher teacher = new Teacher(2);
        Scoring scoring = new Scoring(teacher.parameters());
        Job job = new Job(SENSORS, teacher.error(), 2, "hashmap");
        Findings frozen = job.run(
                        readings -> Networks.over(readings, scoring, Job.SCORES).score())
                .findings();
        assertEquals(SENSORS.readings(), frozen.scores());
        assertEquals(SENSORS.hours(), frozen.shown().size());
        assertTrue(frozen.precision() > 0.5 && frozen.recall() > 0.4, frozen::toString);
        Findings learning = job.run(
                        readings -> Networks.over(readings, scoring, Job.SCORES).learn())
                .findings();
        assertEquals(SENSORS.readings(), learning.scores());
        // With so few sensors a network there is no gain yet, but a difference.
        assertNotEquals(frozen.errorFrom(200), learning.errorFrom(200));
    }
}
