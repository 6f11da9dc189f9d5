// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Other parameters while a job runs. */
@ExtendWith(Cluster.class)
@Timeout(300)
class SwappingJobTest {
    private static final long READINGS = 10_000;
    private static final long MIDDLE = READINGS / 2;
    private static final AtomicInteger LOADED = new AtomicInteger();
    private static final Set<Integer> ANSWERED = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    /** Counts the models that are made, one when a task opens and one for each file that comes, and notes whose readings were scored. */
    static class Counting extends Watching {
        private static final long serialVersionUID = 1;

        @Override
        public StreamingModel newModel() {
            LOADED.incrementAndGet();
            return super.newModel();
        }

        @Override
        public Score answer(Reading reading, Object[] outputs) {
            ANSWERED.add(reading.sensor());
            return super.answer(reading, outputs);
        }
    }

    /** Sends a file that is damaged and one that is not, once each sensor, in whichever task, has a score. */
    static class Files implements FlatMapFunction<Long, byte[]> {
        private static final long serialVersionUID = 1;

        private final boolean sends;

        Files(boolean sends) {
            this.sends = sends;
        }

        @Override
        public void flatMap(Long number, Collector<byte[]> out) throws IOException, InterruptedException {
            if (sends) {
                while (ANSWERED.size() < Watching.SENSORS) {
                    Thread.sleep(5);
                }
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                ParameterFile.save(Watch.create(2), file, Map.of());
                byte[] damaged = file.toByteArray();
                damaged[damaged.length - 1] ^= 1;
                out.collect(damaged);
                out.collect(file.toByteArray());
            }
        }
    }

    private static Function<KeyedStream<Watching.Reading, Integer>, SingleOutputStreamOperator<Watching.Score>> network(
            int together, boolean sends) {
        return readings -> {
            DataStream<byte[]> files = readings.getExecutionEnvironment()
                    .fromSequence(0, 0)
                    .setParallelism(1)
                    .uid("file numbers")
                    .flatMap(new Files(sends))
                    .setParallelism(1)
                    .uid("files");
            return Networks.over(readings, new Counting(), ScoringJobTest.SCORES)
                    .together(together, Duration.ofMillis(20))
                    .parameters(files)
                    .score();
        };
    }

    @Tag("scale")
    @ParameterizedTest
    @CsvSource("hashmap, 1")
    void noneIsLostOneByOneEither(String backend, int together, MiniCluster cluster) throws Exception {
        noRecordIsLostAndRestartsKeepThem(backend, together, cluster);
    }

    /** The second job has no files: its parameters are those of the savepoint. */
    @ParameterizedTest
    @CsvSource("rocksdb, 8")
    void noRecordIsLostAndRestartsKeepThem(String backend, int together, MiniCluster cluster) throws Exception {
        LOADED.set(0);
        ANSWERED.clear();
        TestJob first = new TestJob(cluster)
                .backend(backend)
                .checkpoints(folder, Duration.ofSeconds(10))
                .gate(Gate.at(MIDDLE))
                .start(READINGS, 2, network(together, true));
        while (LOADED.get() < 2 + 2 * 2) {
            Thread.sleep(5);
        }
        List<Watching.Score> scores = new TestJob(cluster)
                .backend(backend)
                .from(first.stop(folder))
                .start(READINGS, 4, network(together, false))
                .await();
        assertEquals(READINGS, scores.size());
        for (int sensor = 0; sensor < Watching.SENSORS; sensor++) {
            int own = sensor;
            changesOnce(scores.stream().filter(score -> score.sensor() == own).toList());
        }
    }

    /** A sensor's scores are of the one model up to some hour, and of the other from there on, with the same state. */
    private static void changesOnce(List<Watching.Score> scores) {
        int sensor = scores.get(0).sensor();
        Watch before = Watch.create(1);
        State[] states = OneJvm.states(before);
        int hour = 0;
        List<Watching.Score> expected = new ArrayList<>();
        State last = before.newState();
        while (hour < scores.size()) {
            last.copyFrom(states[sensor]);
            Watching.Score next = step(before, states, sensor, hour);
            if (!next.equals(scores.get(hour))) {
                break;
            }
            expected.add(next);
            hour++;
        }
        assertTrue(hour > 0 && hour < scores.size(), "sensor " + sensor + " changed at " + hour);
        states[sensor].copyFrom(last);
        Watch after = Watch.create(2);
        for (; hour < scores.size(); hour++) {
            expected.add(step(after, states, sensor, hour));
        }
        assertEquals(expected, scores);
    }

    private static Watching.Score step(Watch model, State[] states, int sensor, int hour) {
        long number = (long) hour * Watching.SENSORS + sensor;
        return OneJvm.scores(number, number + 1, model, states).get(0);
    }
}
