// SPDX-License-Identifier: Apache-2.0
package org.rnnc.kafka;

import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.rnnc.records.Steps;
import org.rnnc.runtime.model.StreamingModel;

/**
 * A network in a topology: each key has a state of the network, and each record steps that of its key on. The states are a store
 * of the topology, which comes with this supplier.
 *
 * <pre>{@code
 * builder.stream("readings", Consumed.with(Serdes.String(), readings))
 *         .processValues(Scoring.over(Serdes.String(), new Forecasting()))
 *         .to("scores", Produced.with(Serdes.String(), scores));
 * }</pre>
 *
 * <p>Answers have the bits they have in one program without Kafka, whichever instances have the partitions, and after any
 * restart: the records of a key are in one partition, so that they come in one order. A record without a value ends the sequence
 * of its key, whose next record begins a new one. With {@code processing.guarantee=exactly_once_v2} a record steps a state on
 * once, whatever fails; with Kafka's own default it may do so twice.
 *
 * <p>A record without a key, and one that would leave numbers in its state that are not finite, are exceptions; Kafka's {@code
 * ProcessingExceptionHandler} says whether the task fails or goes on without the record. Its state is as it was before then.
 *
 * <p>States of another network, or of one that was trained anew with other sizes, are refused, and the task fails: give its store
 * another name. States go on under other parameters of the same network.
 *
 * @param <K> keys
 * @param <I> values that come in
 * @param <O> values that go out
 */
public final class Scoring<K, I, O> implements FixedKeyProcessorSupplier<K, I, O> {
    private static final String STATES = "rnnc-states";

    private final Serde<K> keys;
    private final Steps<I, O> steps;
    private final KeyValueBytesStoreSupplier store;

    private Scoring(Serde<K> keys, Steps<I, O> steps, KeyValueBytesStoreSupplier store) {
        this.keys = keys;
        this.steps = steps;
        this.store = store;
    }

    /**
     * Steps on a state for each key, in a store on disk with the name {@code rnnc-states}.
     *
     * @param keys how keys lie in the store
     * @param steps how values become steps
     * @param <K> keys
     * @param <I> values that come in
     * @param <O> values that go out
     * @return for {@link org.apache.kafka.streams.kstream.KStream#processValues}
     */
    public static <K, I, O> Scoring<K, I, O> over(Serde<K> keys, Steps<I, O> steps) {
        return new Scoring<>(
                Objects.requireNonNull(keys, "keys"),
                Objects.requireNonNull(steps, "steps"),
                Stores.persistentKeyValueStore(STATES));
    }

    /**
     * Keeps the states elsewhere: in a store of another name, which two networks of one topology need, or in memory.
     *
     * @param other for instance {@link Stores#inMemoryKeyValueStore}; in either case Kafka has a changelog of it
     * @return the same network with that store
     */
    public Scoring<K, I, O> store(KeyValueBytesStoreSupplier other) {
        return new Scoring<>(keys, steps, Objects.requireNonNull(other, "other"));
    }

    @Override
    public FixedKeyProcessor<K, I, O> get() {
        return new NetworkProcessor<>(steps, store.name());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.keyValueStoreBuilder(store, keys, StateSerde.of(model(steps))));
    }

    /** A model of the steps, whose exceptions Kafka has none for. */
    static StreamingModel model(Steps<?, ?> steps) {
        try {
            return steps.newModel();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StreamsException("there is no model: " + e.getMessage(), e);
        }
    }
}
