// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.rnnc.runtime.model.StreamingModel;

/**
 * The states of all keys, as Flink's keyed state: for functions of one's own. To be made in {@code open}, and asked where there is
 * a current key.
 *
 * <pre>{@code
 * RunningState running = states.get();
 * session.step(running.state(), reading, forecast);
 * states.put(running);
 * }</pre>
 *
 * <p>On the heap backend a state is stepped on where it lies, and nothing is allocated; RocksDB makes it of its bytes for
 * each record, and bytes of it again.
 */
public final class KeyedStates {
    private final StateSerializer serializer;
    private final ValueState<RunningState> values;
    private StreamingModel model;

    private KeyedStates(StateSerializer serializer, ValueState<RunningState> values, StreamingModel model) {
        this.serializer = serializer;
        this.values = values;
        this.model = model;
    }

    /**
     * Registers the states.
     *
     * @param context of the function
     * @param name of the keyed state, the same for ever
     * @param model whose states they are; says how a new key's state starts
     * @param evolution what to do with states of another network
     * @return the states
     */
    public static KeyedStates of(RuntimeContext context, String name, StreamingModel model, Evolution evolution) {
        Objects.requireNonNull(evolution, "evolution");
        StateSerializer serializer = StateSerializer.of(Objects.requireNonNull(model, "model"), evolution);
        ValueStateDescriptor<RunningState> descriptor =
                new ValueStateDescriptor<>(Objects.requireNonNull(name, "name"), serializer);
        ValueState<RunningState> values =
                Objects.requireNonNull(context, "context").getState(descriptor);
        return new KeyedStates(serializer, values, model);
    }

    /**
     * What the current key has.
     *
     * @return its state; a new one for a new key
     * @throws IOException if Flink cannot read it
     */
    public RunningState get() throws IOException {
        RunningState running = values.value();
        return running == null ? new RunningState(model.newState()) : serializer.attach(running);
    }

    /**
     * Keeps what the current key has from now on.
     *
     * @param running what {@link #get} gave for this key
     * @throws IOException if Flink cannot write it
     */
    public void put(RunningState running) throws IOException {
        values.update(Objects.requireNonNull(running, "running"));
    }

    /** Forgets the current key, for instance by a timer, when nothing has come of it for long. */
    public void clear() {
        values.clear();
    }

    /**
     * Has new keys start as another model says, one with other parameters.
     *
     * @param other of the same class
     */
    public void setModel(StreamingModel other) {
        model = Objects.requireNonNull(other, "other");
    }
}
