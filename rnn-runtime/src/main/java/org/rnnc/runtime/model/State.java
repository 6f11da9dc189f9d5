// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import org.rnnc.runtime.tensor.Tensor;

/**
 * What a network remembers of one sequence: small, flat, and apart from the session, so that a server can hold one per
 * user, and {@link org.rnnc.runtime.io.StateFile} save it. Not for use by two threads at once.
 */
public interface State {
    /**
     * The recurrent states by name, each of shape {@code [n]}.
     *
     * @return live, writable views
     */
    List<Tensor> tensors();

    /**
     * Goes back to before the first time step. Learned starts have the values that the model's parameters have now. A state of
     * a model with inputs per sequence must be begun by {@link Session#start} then.
     */
    void reset();

    /**
     * Whether it can be stepped on: for a state of a model with inputs per sequence, whether {@link Session#start} has begun it,
     * or values were written into it.
     *
     * @return true for all others
     */
    default boolean isBegun() {
        return true;
    }

    /**
     * Takes over another state's values.
     *
     * @param other a state of the same model class
     * @throws IllegalArgumentException if it belongs to another model class; nothing has changed then
     */
    void copyFrom(State other);

    /**
     * Makes an independent state with the same values.
     *
     * @return a new state
     */
    State copy();

    /**
     * How many numbers the state holds.
     *
     * @return the sum of the sizes of {@link #tensors()}
     */
    int size();
}
