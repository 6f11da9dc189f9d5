// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores have the bits of one JVM, however the job is cut and wherever states lie. */
@ExtendWith(Cluster.class)
class ScoringJobTest {
    static final TypeInformation<Watching.Score> SCORES = TypeInformation.of(Watching.Score.class);

    private static final long READINGS = 20_000;

    static Networks<Integer, Watching.Reading, Watching.Score> over(KeyedStream<Watching.Reading, Integer> readings) {
        return Networks.over(readings, new Watching(), SCORES);
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource({"hashmap, 2, 1", "hashmap, 4, 1", "rocksdb, 2, 16"})
    void othersHaveThemToo(String backend, int parallelism, int together, MiniCluster cluster) throws Exception {
        hasTheBitsOfOneJvm(backend, parallelism, together, cluster);
    }

    @ParameterizedTest
    @CsvSource({"hashmap, 1, 1", "hashmap, 2, 16", "rocksdb, 4, 1"})
    void hasTheBitsOfOneJvm(String backend, int parallelism, int together, MiniCluster cluster) throws Exception {
        List<Watching.Score> scores = new TestJob(cluster)
                .backend(backend)
                .start(
                        READINGS,
                        parallelism,
                        readings -> over(readings)
                                .together(together, Duration.ofMillis(20))
                                .score())
                .await();
        assertEquals(OneJvm.scores(READINGS, Watch.create(1)), scores);
    }

    @Tag("scale")
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void othersLearnItToo(int parallelism, MiniCluster cluster) throws Exception {
        learnsWhatOneJvmLearns(parallelism, cluster);
    }

    @ParameterizedTest
    @ValueSource(ints = 4)
    void learnsWhatOneJvmLearns(int parallelism, MiniCluster cluster) throws Exception {
        List<Watching.Score> scores = new TestJob(cluster)
                .start(READINGS, parallelism, readings -> over(readings).learn())
                .await();
        assertEquals(OneJvm.learned(READINGS), scores);
        assertNotEquals(OneJvm.scores(READINGS, Watch.create(1)), scores);
    }
}
