// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/**
 * One model of a task with its session, and the arrays that records pass through. For one thread.
 *
 * @param <I> records that come in
 * @param <O> records that go out
 */
final class Network<I, O> {
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

    /** @param many how many records there are in a full call */
    Network(Steps<I, O> steps, StreamingModel model, int many) {
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

    StreamingModel model() {
        return model;
    }

    int many() {
        return many;
    }

    /** Steps on by a record. */
    O step(State state, I record) {
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

    /** Takes a record for the call that is to come. */
    void take(int row, State state, I record) {
        begin(state, record);
        states[row] = state;
        steps.read(record, inputs);
        Rows.put(inputs, manyInputs, row);
    }

    /** Steps on by all records taken, as many as make a full call. */
    void stepTogether() {
        session.step(states, many, manyInputs, manyOutputs);
    }

    /** The answer to a record that was taken. */
    O answer(int row, I record) {
        Rows.get(manyOutputs, row, outputs);
        return steps.answer(record, outputs);
    }
}
