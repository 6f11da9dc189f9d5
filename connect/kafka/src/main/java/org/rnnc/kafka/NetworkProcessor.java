// SPDX-License-Identifier: Apache-2.0
package org.rnnc.kafka;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Network;
import org.rnnc.records.Steps;
import org.rnnc.runtime.model.State;

/** The network of one task, and the states of the keys that are the task's. */
final class NetworkProcessor<K, I, O> implements FixedKeyProcessor<K, I, O> {
    private final Steps<I, O> steps;
    private final String store;

    private @Nullable FixedKeyProcessorContext<K, O> context;
    private @Nullable Network<I, O> network;
    private @Nullable KeyValueStore<K, State> states;

    NetworkProcessor(Steps<I, O> steps, String store) {
        this.steps = steps;
        this.store = store;
    }

    @Override
    public void init(FixedKeyProcessorContext<K, O> own) {
        context = own;
        network = Network.of(steps, Scoring.model(steps));
        states = own.getStateStore(store);
    }

    @Override
    public void process(FixedKeyRecord<K, I> record) {
        if (record.key() == null) {
            throw new IllegalArgumentException("a record without a key is of no sequence; selectKey(...) gives it one");
        }
        KeyValueStore<K, State> all = Objects.requireNonNull(states, "states");
        I value = record.value();
        if (value == null) {
            all.delete(record.key());
            return;
        }
        Network<I, O> own = Objects.requireNonNull(network, "network");
        State kept = all.get(record.key());
        State state = kept == null ? own.model().newState() : kept;
        O answer = own.step(state, value);
        all.put(record.key(), state);
        if (answer != null) {
            Objects.requireNonNull(context, "context").forward(record.withValue(answer));
        }
    }
}
