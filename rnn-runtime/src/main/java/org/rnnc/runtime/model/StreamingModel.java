// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

/** A model that can answer after every time step; one that reads the sequence backwards cannot. */
public interface StreamingModel extends Model {
    /**
     * Makes the workspace of {@link Session#step}.
     *
     * @return a new session, for one thread
     */
    Session newSession();

    /**
     * Makes a state as it is before the first time step; see {@link State#reset()}.
     *
     * @return a new state, for one thread at a time
     */
    State newState();

    @Override
    default String describe() {
        return Summary.table(
                summary(), info().precision(), parameters(), newState().size());
    }
}
