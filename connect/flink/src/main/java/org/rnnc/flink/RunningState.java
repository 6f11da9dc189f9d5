// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.State;

/**
 * What Flink keeps for a key: a network's state, or, until the key is seen again after a restart, the bytes it was saved as.
 * For one thread.
 */
public final class RunningState {
    private @Nullable State state;
    private byte @Nullable [] bytes;
    private @Nullable StateLayout layout;

    RunningState(State state) {
        this.state = state;
    }

    RunningState(byte[] bytes, StateLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
    }

    /**
     * The state of the network, to be stepped on. It is the key's own: what is changed in it is changed for the key once {@link
     * KeyedStates#put} is told.
     *
     * @return the same until the state of another key is asked for
     */
    public State state() {
        if (state == null) {
            throw new IllegalStateException(
                    "this state still is what a checkpoint has of it; KeyedStates.get() makes it");
        }
        return state;
    }

    @Nullable
    State stateOrNull() {
        return state;
    }

    byte[] bytes() {
        if (bytes == null) {
            throw new IllegalStateException("a state of the network has no bytes of its own");
        }
        return bytes;
    }

    StateLayout layout() {
        if (layout == null) {
            throw new IllegalStateException("a state of the network has no layout of its own");
        }
        return layout;
    }

    /** Has a state in place of bytes. */
    void become(State made) {
        state = made;
        bytes = null;
        layout = null;
    }

    RunningState copy() {
        return state == null ? new RunningState(bytes().clone(), layout()) : new RunningState(state.copy());
    }

    @Override
    public String toString() {
        return state == null ? layout().model() + ": " + Arrays.toString(bytes) : state.toString();
    }
}
