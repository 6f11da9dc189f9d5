// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.tensor.Tensor;

/** A job whose network is another one now, started from a savepoint of the old one. */
@ExtendWith(Cluster.class)
@Timeout(300)
class EvolutionJobTest {
    private static final long READINGS = 6_000;
    private static final long MIDDLE = READINGS / 2;

    @TempDir
    private Path folder;

    private TestJob changed(String backend, Evolution rule, MiniCluster cluster) throws Exception {
        TestJob first = new TestJob(cluster)
                .backend(backend)
                .checkpoints(folder, Duration.ofSeconds(10))
                .gate(Gate.at(MIDDLE))
                .start(READINGS, 2, readings -> ScoringJobTest.over(readings).score());
        Gate.awaitReached();
        return new TestJob(cluster)
                .backend(backend)
                .from(first.stop(folder))
                .start(
                        READINGS,
                        2,
                        readings -> Networks.over(readings, new WatchingMore(), ScoringJobTest.SCORES)
                                .evolution(rule)
                                .score());
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource({"hashmap", "rocksdb"})
    void anotherNetworkIsRefused(String backend, MiniCluster cluster) throws Exception {
        Throwable failure = changed(backend, Evolution.REFUSE, cluster).awaitFailure();
        assertTrue(ExceptionUtils.findThrowable(failure, StateMigrationException.class)
                .isPresent());
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource({"rocksdb, KEEP_WHAT_FITS", "hashmap, START_ANEW", "rocksdb, START_ANEW"})
    void othersGoOnByTheRule(String backend, Evolution rule, MiniCluster cluster) throws Exception {
        anotherNetworkGoesOnByTheRule(backend, rule, cluster);
    }

    @ParameterizedTest
    @CsvSource("hashmap, KEEP_WHAT_FITS")
    void anotherNetworkGoesOnByTheRule(String backend, Evolution rule, MiniCluster cluster) throws Exception {
        List<Watching.Score> scores = changed(backend, rule, cluster).await();
        Watch before = Watch.create(1);
        State[] states = OneJvm.states(before);
        long change = change(scores, OneJvm.scores(READINGS, before));
        assertTrue(change >= MIDDLE && change < READINGS, "changed at " + change);
        List<Watching.Score> expected = OneJvm.scores(0, change, before, states);
        WatchMore after = WatchMore.create(2);
        State[] others = OneJvm.states(after);
        for (int i = 0; rule == Evolution.KEEP_WHAT_FITS && i < others.length; i++) {
            keep(states[i], others[i]);
        }
        expected.addAll(OneJvm.scores(change, READINGS, after, others));
        assertEquals(OneJvm.sorted(expected), scores);
    }

    /** What the two networks have in common: the units of the first layer, and what they expect. */
    private static void keep(State before, State after) {
        List<Tensor> old = before.tensors();
        for (Tensor tensor : after.tensors()) {
            old.stream()
                    .filter(other -> other.name().equals(tensor.name()))
                    .forEach(other -> tensor.write(other.toArray()));
        }
    }

    /** The number of the first reading that the old network has not scored. */
    private static long change(List<Watching.Score> scores, List<Watching.Score> old) {
        long change = READINGS;
        for (int i = 0; i < old.size(); i++) {
            if (!scores.get(i).equals(old.get(i))) {
                Watching.Score score = old.get(i);
                change = Math.min(change, (long) score.hour() * Watching.SENSORS + score.sensor());
            }
        }
        return change;
    }
}
