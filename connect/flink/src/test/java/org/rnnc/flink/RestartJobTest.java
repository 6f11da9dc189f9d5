// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that is killed, or stopped and started with more tasks, goes on as if nothing had been. */
@ExtendWith(Cluster.class)
@Timeout(300)
class RestartJobTest {
    private static final long READINGS = 20_000;
    private static final long MIDDLE = READINGS / 2;

    @TempDir
    private Path folder;

    private static Function<KeyedStream<Watching.Reading, Integer>, SingleOutputStreamOperator<Watching.Score>> network(
            String kind) {
        return switch (kind) {
            case "score" -> readings -> ScoringJobTest.over(readings).score();
            case "together" ->
                readings -> ScoringJobTest.over(readings)
                        .together(16, Duration.ofSeconds(10))
                        .score();
            default -> readings -> ScoringJobTest.over(readings).learn();
        };
    }

    private static List<Watching.Score> expected(String kind) {
        return kind.equals("learn") ? OneJvm.learned(READINGS) : OneJvm.scores(READINGS, Watch.create(1));
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource({"hashmap, score", "rocksdb, score", "hashmap, learn", "hashmap, together"})
    void othersResumeFromTheirCheckpoints(String backend, String kind, MiniCluster cluster) throws Exception {
        aKilledTaskResumesFromItsCheckpoint(backend, kind, cluster);
    }

    @ParameterizedTest
    @CsvSource("rocksdb, learn")
    void aKilledTaskResumesFromItsCheckpoint(String backend, String kind, MiniCluster cluster) throws Exception {
        TestJob job = new TestJob(cluster)
                .backend(backend)
                .checkpoints(folder, Duration.ofMillis(50))
                .gate(Gate.at(MIDDLE))
                .start(READINGS, 2, network(kind));
        Gate.awaitReached();
        Gate.awaitCheckpoints(2);
        Cluster.kill(cluster);
        Gate.awaitCheckpoints(1);
        Gate.letGo();
        assertEquals(expected(kind), job.await());
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource({"hashmap, score, hashmap, 2, 4", "rocksdb, together, rocksdb, 4, 1", "hashmap, learn, hashmap, 2, 4"})
    void othersGoOnWithMoreOrFewerTasks(
            String backend, String kind, String otherBackend, int parallelism, int other, MiniCluster cluster)
            throws Exception {
        aSavepointGoesOnWithMoreOrFewerTasks(backend, kind, otherBackend, parallelism, other, cluster);
    }

    @ParameterizedTest
    @CsvSource({"hashmap, score, rocksdb, 1, 2", "rocksdb, learn, hashmap, 4, 1"})
    void aSavepointGoesOnWithMoreOrFewerTasks(
            String backend, String kind, String otherBackend, int parallelism, int other, MiniCluster cluster)
            throws Exception {
        TestJob first = new TestJob(cluster)
                .backend(backend)
                .checkpoints(folder, Duration.ofSeconds(10))
                .gate(Gate.at(MIDDLE))
                .start(READINGS, parallelism, network(kind));
        Gate.awaitReached();
        String savepoint = first.stop(folder);
        List<Watching.Score> scores = new TestJob(cluster)
                .backend(otherBackend)
                .from(savepoint)
                .start(READINGS, other, network(kind))
                .await();
        assertEquals(expected(kind), scores);
    }
}
