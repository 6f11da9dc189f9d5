// SPDX-License-Identifier: Apache-2.0
package org.rnnc.records;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/**
 * One model with its session, and the arrays that records pass through: what an engine has once for all keys of a task. Each key
 * has a {@link State}, which the engine keeps. For one thread.
 *
 * <pre>{@code
 * Network<Reading, Score> network = Network.of(steps, steps.newModel());
 * Score score = network.step(states.get(reading.sensor()), reading);
 * }</pre>
 *
 * @param <I> records that come in
 * @param <O> records that go out
 */
public final class Network<I, O> {
    private final Steps<I, O> steps;
    private final StreamingModel model;
    private final Session session;
    private final int many;
    private final Object[] beginning;
    private final Object[] inputs;
    private final Object[] outputs;
    private final Object[] manyInputs;
    private final Object[] manyOutputs;
    private final State[] states;

    private Network(Steps<I, O> steps, StreamingModel model, int many) {
        ModelInfo info = model.info();
        this.steps = steps;
        this.model = model;
        this.many = many;
        session = model.newSession();
        beginning = Rows.arrays(info, info.inputs(), spec -> !spec.perStep(), 1);
        inputs = Rows.arrays(info, info.inputs(), DataSpec::perStep, 1);
        outputs = Rows.arrays(info, info.outputs(), spec -> true, 1);
        manyInputs = Rows.arrays(info, info.inputs(), DataSpec::perStep, many);
        manyOutputs = Rows.arrays(info, info.outputs(), spec -> true, many);
        states = new State[many];
    }

    /**
     * A network that takes one record after the other.
     *
     * @param steps how records become steps
     * @param model of {@link Steps#newModel}
     * @param <I> records that come in
     * @param <O> records that go out
     * @return the network
     */
    public static <I, O> Network<I, O> of(Steps<I, O> steps, StreamingModel model) {
        return of(steps, model, 1);
    }

    /**
     * A network that takes many records in one call, too.
     *
     * @param steps how records become steps
     * @param model of {@link Steps#newModel}
     * @param many how many records there are in a full call
     * @param <I> records that come in
     * @param <O> records that go out
     * @return the network
     * @throws IllegalArgumentException if {@code many} is less than 1
     */
    public static <I, O> Network<I, O> of(Steps<I, O> steps, StreamingModel model, int many) {
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(model, "model");
        if (many < 1) {
            throw new IllegalArgumentException("many: expected at least 1, found " + many);
        }
        return new Network<>(steps, model, many);
    }

    /**
     * What all keys share.
     *
     * @return the model
     */
    public StreamingModel model() {
        return model;
    }

    /**
     * How many records there are in a full call.
     *
     * @return at least 1
     */
    public int many() {
        return many;
    }

    /**
     * Steps on by a record. A state that has not begun begins with it.
     *
     * @param state of the record's key
     * @param record that was read
     * @return the answer; null if the steps give none
     */
    public @Nullable O step(State state, I record) {
        begin(state, record);
        steps.read(record, inputs);
        session.step(state, inputs, outputs);
        return steps.answer(record, outputs);
    }

    private void begin(State state, I record) {
        if (!state.isBegun()) {
            steps.begin(record, beginning);
            session.start(state, beginning);
        }
    }

    /**
     * Takes a record for the call that is to come.
     *
     * @param row its place in the call, from 0
     * @param state of the record's key, which no other record of the call has
     * @param record that was read
     */
    public void take(int row, State state, I record) {
        begin(state, record);
        states[row] = state;
        steps.read(record, inputs);
        Rows.put(inputs, manyInputs, row);
    }

    /** Steps on by all records taken, as many as make a full call. */
    public void stepTogether() {
        session.step(states, many, manyInputs, manyOutputs);
    }

    /**
     * The answer to a record that was taken, after {@link #stepTogether}.
     *
     * @param row its place in the call
     * @param record that was taken there
     * @return the answer; null if the steps give none
     */
    public @Nullable O answer(int row, I record) {
        Rows.get(manyOutputs, row, outputs);
        return steps.answer(record, outputs);
    }
}
