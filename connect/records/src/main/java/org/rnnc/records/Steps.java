// SPDX-License-Identifier: Apache-2.0
package org.rnnc.records;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.StreamingModel;

/**
 * How records become steps of a network, and its answers records. An engine may send it to its tasks, so that it is
 * serializable; it is for one thread at a time.
 *
 * @param <I> records that come in
 * @param <O> records that go out
 */
public interface Steps<I, O> extends Serializable {
    /**
     * Makes the network, with its parameters, for instance those of a file or of the class path. Called once for each task of an
     * engine, and when other parameters come.
     *
     * @return a new model
     * @throws Exception if there are no parameters; the task fails then
     */
    StreamingModel newModel() throws Exception;

    /**
     * Fills in what a sequence begins with, for a model with inputs per sequence; called for the first record of a key.
     *
     * @param record the first of its key
     * @param inputs an array for each input per sequence, as in {@link org.rnnc.runtime.model.Session#start}; to be filled in
     */
    default void begin(I record, Object[] inputs) {}

    /**
     * Fills in the inputs of a step.
     *
     * @param record of the key whose state is stepped on
     * @param inputs an array for each input per step, as in {@link org.rnnc.runtime.model.Session#step}; to be filled in
     */
    void read(I record, Object[] inputs);

    /**
     * Says what goes out.
     *
     * @param record that was read
     * @param outputs an array for each output; reused for the next record, so that numbers must be taken out of them
     * @return the answer; null if there is none
     */
    @Nullable
    O answer(I record, Object[] outputs);
}
