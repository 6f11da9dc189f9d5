// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.tensor.Tensor;

class StateSerializerTest {
    @RnnModel(name = "Exact", text = """
            input  x: vector<2>
            output y = x |> lstm(3)
            precision double
            """)
    interface ExactSpec {}

    @RnnModel(name = "Placed", text = """
            input  place: vector<2> per sequence
            input  x: vector<1>
            output y = x |> gru(3, h = place |> dense(3))
            """)
    interface PlacedSpec {}

    private static State stepped(StreamingModel model) {
        State state = model.newState();
        double seed = 0.3;
        for (Tensor tensor : state.tensors()) {
            double[] numbers = new double[tensor.size()];
            for (int i = 0; i < numbers.length; i++) {
                seed = 3.7 * seed * (1 - seed);
                numbers[i] = seed;
            }
            tensor.write(numbers);
        }
        return state;
    }

    private static byte[] bytes(TypeSerializer<RunningState> serializer, RunningState running) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        serializer.serialize(running, out);
        return out.getCopyOfBuffer();
    }

    private static StateSerializerSnapshot restored(StateSerializer serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        serializer.snapshotConfiguration().writeSnapshot(out);
        StateSerializerSnapshot snapshot = new StateSerializerSnapshot();
        snapshot.readSnapshot(
                snapshot.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                StateSerializerTest.class.getClassLoader());
        return snapshot;
    }

    private static void assertSame(State expected, State found) {
        assertEquals(expected.isBegun(), found.isBegun());
        for (int i = 0; i < expected.tensors().size(); i++) {
            assertArrayEquals(
                    expected.tensors().get(i).toArray(), found.tensors().get(i).toArray());
        }
    }

    @Test
    void statesOfAllKindsComeBack() throws IOException {
        for (StreamingModel model : new StreamingModel[] {Watch.create(1), Exact.create(1), Placed.create(1)}) {
            StateSerializer serializer = StateSerializer.of(model, Evolution.REFUSE);
            for (State state : new State[] {model.newState(), stepped(model)}) {
                byte[] bytes = bytes(serializer, new RunningState(state));
                assertEquals(serializer.getLength(), bytes.length);
                RunningState back = serializer.duplicate().deserialize(new DataInputDeserializer(bytes));
                assertSame(state, back.state());
                RunningState copy = serializer.copy(back);
                assertNotSame(back.state(), copy.state());
                assertSame(state, copy.state());
            }
        }
        assertEquals(
                1 + (8 + 1) * Float.BYTES,
                StateSerializer.of(Watch.create(1), Evolution.REFUSE).getLength());
    }

    /** As the heap back end has it: what is read with the serializer of the checkpoint is written with that of the job. */
    @Test
    void whatNobodyTouchedSinceARestartIsWrittenAsItWas() throws IOException {
        Watch model = Watch.create(1);
        StateSerializer serializer = StateSerializer.of(model, Evolution.REFUSE);
        byte[] bytes = bytes(serializer, new RunningState(stepped(model)));
        TypeSerializer<RunningState> old = restored(serializer).restoreSerializer();
        RunningState untouched = old.deserialize(new DataInputDeserializer(bytes));
        assertThrows(IllegalStateException.class, untouched::state);
        assertArrayEquals(bytes, bytes(old, old.copy(untouched)));
        assertArrayEquals(bytes, bytes(serializer, untouched));
        assertSame(stepped(model), serializer.attach(untouched).state());
    }

    @Test
    void aStateOfAnotherNetworkKeepsWhatFits() throws IOException {
        StateSerializer old = StateSerializer.of(Watch.create(1), Evolution.REFUSE);
        State state = stepped(Watch.create(1));
        RunningState before = restored(old)
                .restoreSerializer()
                .deserialize(new DataInputDeserializer(bytes(old, new RunningState(state))));
        WatchMore more = WatchMore.create(1);
        StateSerializer now = StateSerializer.of(more, Evolution.KEEP_WHAT_FITS);
        State kept =
                now.deserialize(new DataInputDeserializer(bytes(now, before))).state();
        assertEquals(3, kept.tensors().size());
        for (Tensor tensor : kept.tensors()) {
            double[] expected = state.tensors().stream()
                    .filter(other -> other.name().equals(tensor.name()))
                    .findFirst()
                    .map(Tensor::toArray)
                    .orElse(new double[5]);
            assertArrayEquals(expected, tensor.toArray(), tensor.name());
        }
    }

    @Test
    void anotherNetworkIsTold() throws IOException {
        StateSerializer watch = StateSerializer.of(Watch.create(1), Evolution.REFUSE);
        assertTrue(compatibility(watch, StateSerializer.of(Watch.create(2), Evolution.REFUSE))
                .isCompatibleAsIs());
        StreamingModel more = WatchMore.create(1);
        assertTrue(
                compatibility(watch, StateSerializer.of(more, Evolution.REFUSE)).isIncompatible());
        assertTrue(compatibility(watch, StateSerializer.of(more, Evolution.START_ANEW))
                .isCompatibleAfterMigration());
        assertFalse(StateLayout.of(more).equals(watch.layout()));
    }

    private static TypeSerializerSchemaCompatibility<RunningState> compatibility(
            StateSerializer before, StateSerializer now) throws IOException {
        return now.snapshotConfiguration().resolveSchemaCompatibility(restored(before));
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        StateSerializerSnapshot snapshot = new StateSerializerSnapshot();
        IOException e = assertThrows(
                IOException.class,
                () -> snapshot.readSnapshot(
                        2, new DataInputDeserializer(), getClass().getClassLoader()));
        assertTrue(e.getMessage().contains("version 2, expected 1"), e.getMessage());
    }
}
