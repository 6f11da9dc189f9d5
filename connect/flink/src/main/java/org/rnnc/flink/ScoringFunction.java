// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Network;
import org.rnnc.records.Steps;

/**
 * Steps the state of each record's key, and sends on what the network answers. Each task has one model with its session; keys
 * share it.
 *
 * @param <K> keys
 * @param <I> records that come in
 * @param <O> records that go out
 */
public class ScoringFunction<K, I, O> extends KeyedProcessFunction<K, I, O> {
    private static final long serialVersionUID = 1;

    /** How records become steps. */
    private final Steps<I, O> steps;

    /** What to do with states of another network. */
    private final Evolution evolution;

    private transient @Nullable Network<I, O> network;
    private transient @Nullable KeyedStates states;

    /**
     * Makes the function.
     *
     * @param steps how records become steps
     * @param evolution what to do with states of another network
     */
    public ScoringFunction(Steps<I, O> steps, Evolution evolution) {
        this.steps = Objects.requireNonNull(steps, "steps");
        this.evolution = Objects.requireNonNull(evolution, "evolution");
    }

    @Override
    public void open(OpenContext context) throws Exception {
        network = Network.of(steps, steps.newModel());
        states = KeyedStates.of(getRuntimeContext(), Networks.STATES, network.model(), evolution);
    }

    @Override
    public void processElement(I record, Context context, Collector<O> out) throws Exception {
        KeyedStates all = Objects.requireNonNull(states, "states");
        RunningState running = all.get();
        O answer = Objects.requireNonNull(network, "network").step(running.state(), record);
        all.put(running);
        if (answer != null) {
            out.collect(answer);
        }
    }
}
