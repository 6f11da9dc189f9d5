// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/**
 * States as Flink writes them: always as many bytes. What the bytes mean, with version and fingerprint, stands once beside them
 * ({@link StateSerializerSnapshot}). One that Flink has made of a checkpoint knows the layout alone, and leaves states as bytes.
 */
final class StateSerializer extends TypeSerializer<RunningState> {
    private static final long serialVersionUID = 1;

    private final StateLayout layout;
    private final Evolution evolution;
    private final transient @Nullable StateCodec codec;

    private StateSerializer(StateLayout layout, Evolution evolution, @Nullable StateCodec codec) {
        this.layout = layout;
        this.evolution = evolution;
        this.codec = codec;
    }

    static StateSerializer of(StreamingModel model, Evolution evolution) {
        StateCodec codec = new StateCodec(model);
        return new StateSerializer(codec.layout(), evolution, codec);
    }

    /** One that reads what was written by a model that need not be there any more. */
    static StateSerializer ofLayout(StateLayout layout) {
        return new StateSerializer(layout, Evolution.REFUSE, null);
    }

    StateLayout layout() {
        return layout;
    }

    Evolution evolution() {
        return evolution;
    }

    /** Makes bytes a state, if they are not one yet. */
    RunningState attach(RunningState running) {
        if (running.stateOrNull() == null) {
            running.become(state(running));
        }
        return running;
    }

    private State state(RunningState running) {
        State state = running.stateOrNull();
        if (state != null) {
            return state;
        }
        StateLayout other = running.layout();
        return evolution == Evolution.START_ANEW && !other.equals(layout)
                ? codec().newState()
                : codec().state(running.bytes(), other);
    }

    private StateCodec codec() {
        if (codec == null) {
            throw new IllegalStateException(
                    "model " + layout.model() + " is not there, only what a checkpoint says of it");
        }
        return codec;
    }

    @Override
    public void serialize(RunningState running, DataOutputView target) throws IOException {
        boolean isWritten = running.stateOrNull() == null && running.layout().equals(layout);
        target.write(isWritten ? running.bytes() : codec().bytes(state(running)));
    }

    @Override
    public RunningState deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[layout.length()];
        source.readFully(bytes);
        return codec == null ? new RunningState(bytes, layout) : new RunningState(codec().state(bytes));
    }

    @Override
    public RunningState deserialize(RunningState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, layout.length());
    }

    @Override
    public RunningState copy(RunningState from) {
        return from.copy();
    }

    @Override
    public RunningState copy(RunningState from, RunningState reuse) {
        return from.copy();
    }

    @Override
    public RunningState createInstance() {
        return codec == null
                ? new RunningState(new byte[layout.length()], layout)
                : new RunningState(codec().newState());
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int getLength() {
        return layout.length();
    }

    /** Flink gives each thread one of its own. */
    @Override
    public TypeSerializer<RunningState> duplicate() {
        return new StateSerializer(layout, evolution, codec == null ? null : codec.duplicate());
    }

    @Override
    public TypeSerializerSnapshot<RunningState> snapshotConfiguration() {
        return new StateSerializerSnapshot(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateSerializer same
                && same.layout.equals(layout)
                && same.evolution == evolution
                && (same.codec == null) == (codec == null);
    }

    @Override
    public int hashCode() {
        return layout.hashCode();
    }
}
