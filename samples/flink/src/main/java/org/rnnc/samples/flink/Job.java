// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job over all readings, on a cluster within this JVM. The readings are one partition; what comes after it is parallel. */
record Job(Sensors sensors, double usual, int parallelism, String backend) {
    static final TypeInformation<Score> SCORES = TypeInformation.of(Score.class);
    private static final String FINDINGS = "findings";

    /** What came of it, and how long it took. */
    record Result(Findings findings, long millis) {
        double perSecond() {
            return findings.scores() * 1000.0 / millis;
        }
    }

    /** Adds what goes by to the task's findings. */
    private static final class Find extends RichMapFunction<Score, Score> {
        private static final long serialVersionUID = 1;

        private final Findings findings;

        Find(Findings findings) {
            this.findings = findings;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(FINDINGS, findings);
        }

        @Override
        public Score map(Score score) {
            findings.add(score);
            return score;
        }
    }

    /** Runs it to the end of the readings. */
    Result run(Function<KeyedStream<Reading, Integer>, DataStream<Score>> scoring) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        // Nobody changes a record that was sent: Flink need not copy it.
        environment.getConfig().enableObjectReuse();
        Sensors all = sensors;
        KeyedStream<Reading, Integer> readings = environment
                .fromSequence(0, sensors.readings() - 1)
                .setParallelism(1)
                .map(all::reading)
                .returns(TypeInformation.of(Reading.class))
                .setParallelism(1)
                .keyBy(Reading::sensor);
        scoring.apply(readings)
                .map(new Find(new Findings(sensors, usual)))
                .returns(SCORES)
                .sinkTo(new DiscardingSink<>());
        JobExecutionResult result = environment.execute();
        return new Result(result.getAccumulatorResult(FINDINGS), result.getNetRuntime());
    }

    /** The same without a network: what the readings' way through Flink takes. */
    Result passThrough() throws Exception {
        return run(readings -> readings.map(reading -> new Score(reading.sensor(), reading.hour(), reading.value(), 0))
                .returns(SCORES));
    }
}
