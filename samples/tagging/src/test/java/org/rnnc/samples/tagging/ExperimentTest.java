// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README says, after less training. */
class ExperimentTest {
    @Test
    void whoReadsBothWaysFindsMore() {
        Experiment experiment = new Experiment(1, 500);
        List<Network> networks = experiment.networks();
        Score oneWay = Score.of(networks.get(0), experiment.test());
        Score bothWays = Score.of(networks.get(1), experiment.test());
        Score baseline = Score.of(experiment.baselines().get(1), experiment.test());

        assertTrue(bothWays.f1() > 0.96, () -> "both ways: " + bothWays.f1());
        assertTrue(bothWays.accuracy() > 0.985, () -> "both ways: " + bothWays.accuracy());
        assertTrue(oneWay.f1() > 0.75 && oneWay.f1() < 0.92, () -> "one way: " + oneWay.f1());
        assertTrue(baseline.f1() < 0.75, () -> "baseline: " + baseline.f1());

        Score foreign = Score.of(networks.get(1), experiment.foreign());
        assertTrue(foreign.f1() > 0.8, () -> "new languages: " + foreign.f1());
        assertEquals(
                "dd.MM.yyyy",
                Example.signs(networks.get(1).tag(List.of("24.12.1999")).get(0)));
    }

    @Test
    void tagsAreAsManyAsCharacters() {
        Network network = new Experiment(1, 0).untrained();
        String long1 = "7".repeat(100);
        String beyond = "\ud83d\ude00 7:15";
        List<List<Field>> tags = network.tag(List.of(long1, beyond, ""));
        assertEquals(
                List.of(100, beyond.length(), 0), tags.stream().map(List::size).toList());
    }
}
