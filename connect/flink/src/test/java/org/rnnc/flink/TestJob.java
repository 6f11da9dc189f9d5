// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a network over readings in a cluster. The source is one partition; the network has the parallelism under test. */
final class TestJob {
    private final MiniCluster cluster;
    private final Configuration configuration = new Configuration();
    private final String name = UUID.randomUUID().toString();
    private Gate gate = Gate.open();
    private SavepointRestoreSettings from = SavepointRestoreSettings.none();
    private JobID job = new JobID();

    TestJob(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** @param backend {@code "hashmap"} or {@code "rocksdb"} */
    TestJob backend(String backend) {
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        return this;
    }

    TestJob checkpoints(Path folder, Duration interval) {
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        return this;
    }

    TestJob gate(Gate slow) {
        gate = slow;
        return this;
    }

    TestJob from(String savepoint) {
        from = SavepointRestoreSettings.forPath(savepoint, false);
        return this;
    }

    /** Starts the job, which goes on by itself. */
    TestJob start(
            long readings,
            int parallelism,
            Function<KeyedStream<Watching.Reading, Integer>, SingleOutputStreamOperator<Watching.Score>> network)
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        KeyedStream<Watching.Reading, Integer> keyed = environment
                .fromSequence(0, readings - 1)
                .setParallelism(1)
                .uid("numbers")
                .map(gate)
                .returns(TypeInformation.of(Watching.Reading.class))
                .setParallelism(1)
                .uid("readings")
                .keyBy(Watching.Reading::sensor);
        network.apply(keyed)
                .uid("network")
                .transform("collect", TypeInformation.of(Watching.Score.class), new CollectOperator(name))
                .setParallelism(1)
                .uid("collect");
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(from);
        job = cluster.submitJob(graph).get().getJobID();
        return this;
    }

    /** Takes a savepoint, once all tasks run, and stops. */
    String stop(Path folder) throws Exception {
        while (!isRunning()) {
            Thread.sleep(5);
        }
        return cluster.stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    private boolean isRunning() throws Exception {
        for (AccessExecutionVertex task : cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** All scores, by sensor and hour. */
    List<Watching.Score> await() throws Exception {
        cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
        return CollectOperator.take(name).stream()
                .sorted(Comparator.comparingInt(Watching.Score::sensor).thenComparingInt(Watching.Score::hour))
                .toList();
    }

    /** What it must fail with. */
    Throwable awaitFailure() throws Exception {
        return cluster.requestJobResult(job)
                .get()
                .getSerializedThrowable()
                .orElseThrow(() -> new AssertionError("the job has not failed"))
                .deserializeError(getClass().getClassLoader());
    }
}
