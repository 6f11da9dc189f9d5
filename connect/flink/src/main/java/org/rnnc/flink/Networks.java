// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Steps;

/**
 * Networks in a Flink job: each key has a state of the network, and each record steps that of its key on.
 *
 * <pre>{@code
 * DataStream<Score> scores = Networks.over(readings.keyBy(Reading::sensor), new Scoring(), TypeInformation.of(Score.class))
 *         .together(64, Duration.ofMillis(50))
 *         .parameters(files)
 *         .score();
 * }</pre>
 *
 * <p>Answers have the bits they have in one JVM, at any parallelism, on any state backend, and after any restart, provided that
 * the records of a key come in one order: those of a key from one partition of the source.
 *
 * @param <K> keys
 * @param <I> records that come in
 * @param <O> records that go out
 */
public final class Networks<K, I, O> {
    /** The name of the keyed state. */
    static final String STATES = "rnnc-states";

    private final KeyedStream<I, K> records;
    private final Steps<I, O> steps;
    private final TypeInformation<O> type;
    private Together together = new Together(1, Duration.ZERO);
    private Evolution evolution = Evolution.REFUSE;
    private @Nullable DataStream<byte[]> parameters;

    private Networks(KeyedStream<I, K> records, Steps<I, O> steps, TypeInformation<O> type) {
        this.records = records;
        this.steps = steps;
        this.type = type;
    }

    /**
     * Begins with records by key.
     *
     * @param records by key
     * @param steps how records become steps; {@link Lessons} for {@link #learn}
     * @param type of the answers
     * @param <K> keys
     * @param <I> records that come in
     * @param <O> records that go out
     * @return one record at a time, the parameters of {@link Steps#newModel}, and states of other networks refused
     */
    public static <K, I, O> Networks<K, I, O> over(
            KeyedStream<I, K> records, Steps<I, O> steps, TypeInformation<O> type) {
        return new Networks<>(
                Objects.requireNonNull(records, "records"),
                Objects.requireNonNull(steps, "steps"),
                Objects.requireNonNull(type, "type"));
    }

    /**
     * Has records of different keys wait for each other, to be stepped on in one call. It pays for networks whose weights do not
     * fit the nearest caches.
     *
     * @param records as many; a full call costs the least
     * @param delay how long the first of them waits at most, if no more come
     * @return this
     */
    public Networks<K, I, O> together(int records, Duration delay) {
        together = new Together(records, delay);
        return this;
    }

    /**
     * Has other parameters come while the job runs. Each task goes on with them as soon as they come, between two records; which
     * records still see the old ones is a matter of time. They are part of checkpoints.
     *
     * @param files the bytes of a parameter file each, as {@link org.rnnc.runtime.io.ParameterFile} saves them
     * @return this
     */
    public Networks<K, I, O> parameters(DataStream<byte[]> files) {
        parameters = Objects.requireNonNull(files, "files");
        return this;
    }

    /**
     * Says what becomes of states of another network, when a job starts from a checkpoint or savepoint of it.
     *
     * @param rule refused if nothing is said
     * @return this
     */
    public Networks<K, I, O> evolution(Evolution rule) {
        evolution = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /**
     * Sends on what the network answers.
     *
     * @return the answers; a {@code uid} keeps the states when the job changes
     */
    public SingleOutputStreamOperator<O> score() {
        if (parameters != null) {
            return swapping(parameters);
        }
        return together.records() == 1
                ? records.process(new ScoringFunction<>(steps, evolution), type)
                : records.transform("network", type, new ScoringOperator<>(steps, together, evolution));
    }

    /** What Flink has no method for: an operator of one's own with keyed records and a broadcast stream. */
    private SingleOutputStreamOperator<O> swapping(DataStream<byte[]> files) {
        StreamExecutionEnvironment environment = records.getExecutionEnvironment();
        TwoInputTransformation<I, byte[], O> both = new TwoInputTransformation<>(
                records.getTransformation(),
                files.broadcast().getTransformation(),
                "network",
                new SwappingOperator<>(steps, together, evolution),
                type,
                environment.getParallelism(),
                false);
        both.setStateKeySelectors(records.getKeySelector(), null);
        both.setStateKeyType(records.getKeyType());
        environment.addOperator(both);
        return new Answers<>(environment, both);
    }

    /**
     * The same, with a network for each key group that learns from the group's records by the model's own {@code train} block.
     * All begin with the parameters of {@link Steps#newModel}. What a network answers to a record comes after it has learned from
     * it. The bits are the same at any parallelism if the records of a key <em>group</em> come in one order: from one partition of
     * the source. Key groups are as many as the job's maximum parallelism, which must then stay as it is; there is a trainer, with
     * gradients and the optimizer's memory, for each of them.
     *
     * @return the answers; a {@code uid} keeps states and networks when the job changes
     * @throws IllegalStateException if the steps are no {@link Lessons}, or parameters were to come from elsewhere, or records to
     *     wait for each other: each is stepped on when the one before it was learned from
     */
    public SingleOutputStreamOperator<O> learn() {
        if (!(steps instanceof Lessons<I, O> lessons)) {
            throw new IllegalStateException("learning needs Lessons, which know what should have been answered");
        }
        if (parameters != null || together.records() > 1) {
            throw new IllegalStateException(
                    "a network that learns has its own parameters, and takes one record after the other");
        }
        return records.transform("learning network", type, new LearningOperator<K, I, O>(lessons, evolution));
    }

    private static final class Answers<O> extends SingleOutputStreamOperator<O> {
        Answers(StreamExecutionEnvironment environment, TwoInputTransformation<?, ?, O> both) {
            super(environment, both);
        }
    }
}
