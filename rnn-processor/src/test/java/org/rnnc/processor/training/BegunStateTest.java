// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.io.StateFile;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** A model with inputs per sequence answers to nothing before it has them; and what a state file keeps of it. */
class BegunStateTest {
    private static final String SHOWN_AT_EVERY_STEP = """
            input  x: vector<2>, place: vector<3> per sequence
            output y = concat(x, repeat(place)) |> rnn(4) |> dense(1)
            """;

    private static final String WHERE_IT_STARTS = """
            input x: vector<2>, place: vector<3> per sequence
            first = place |> dense(4)
            output y = x |> rnn(4, h = first) |> dense(1)
            """;

    private final float[] y = new float[1];

    private void step(Session session, State state) {
        session.step(state, new Object[] {new float[] {1, 2}}, new Object[] {y});
    }

    private static void start(Session session, State state) {
        session.start(state, new Object[] {new float[] {3, 4, 5}});
    }

    private static StreamingModel model(String text) {
        return (StreamingModel) CompiledModel.of(text).create(1);
    }

    private void assertNotBegun(Session session, State state) {
        assertFalse(state.isBegun());
        double[] before = state.tensors().get(0).toArray();
        y[0] = 17;
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> step(session, state));
        assertEquals(
                "this state has not begun a sequence: Case has inputs per sequence, so that session.start(state, place) comes"
                        + " before the first step, for a new state and after reset()",
                e.getMessage());
        assertArrayEquals(before, state.tensors().get(0).toArray());
        assertEquals(17, y[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOWN_AT_EVERY_STEP, WHERE_IT_STARTS})
    void isNotSteppedBeforeItHasBegun(String text, @TempDir Path folder) throws IOException {
        StreamingModel model = model(text);
        Session session = model.newSession();
        State state = model.newState();
        assertNotBegun(session, state);
        Path file = folder.resolve("state");
        assertThrows(IllegalStateException.class, () -> StateFile.save(model, state, file));
        assertFalse(Files.exists(file));
        start(session, state);
        assertTrue(state.isBegun());
        step(session, state);
        State copy = state.copy();
        StateFile.save(model, state, file);
        step(session, state);
        float expected = y[0];
        step(session, copy);
        assertEquals(expected, y[0]);
        State loaded = model.newState();
        StateFile.load(model, loaded, file);
        step(session, loaded);
        assertEquals(expected, y[0]);
        state.reset();
        assertNotBegun(session, state);
        state.copyFrom(copy);
        step(session, state);
        copy.copyFrom(model.newState());
        assertNotBegun(session, copy);
        assertThrows(
                IllegalArgumentException.class,
                () -> session.start(copy, new Object[] {new float[] {3, Float.NaN, 5}}));
        assertNotBegun(session, copy);
    }

    @Test
    void othersHaveAlwaysBegun() {
        StreamingModel model = model("""
                input x: vector<2>
                output y = x |> rnn(4) |> dense(1)
                """);
        assertTrue(model.newState().isBegun());
        assertEquals("Case(x: vector<2>) -> y: vector<1>; 37 parameters in float", model.toString());
        step(model.newSession(), model.newState());
    }

    @Test
    void everyDamageOfAStateFileIsRefused(@TempDir Path folder) throws IOException {
        StreamingModel model = model(WHERE_IT_STARTS);
        Session session = model.newSession();
        State state = model.newState();
        start(session, state);
        step(session, state);
        Path file = folder.resolve("state");
        StateFile.save(model, state, file);
        byte[] good = Files.readAllBytes(file);
        State loaded = model.newState();
        double[] before = loaded.tensors().get(0).toArray();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte flipped = (byte) (good[bit / 8] ^ (1 << bit % 8));
                channel.write(ByteBuffer.wrap(new byte[] {flipped}), bit / 8);
                assertThrows(ParameterFileException.class, () -> StateFile.load(model, loaded, file), "bit " + bit);
                channel.write(ByteBuffer.wrap(good, bit / 8, 1), bit / 8);
            }
        }
        assertFalse(loaded.isBegun());
        assertArrayEquals(before, loaded.tensors().get(0).toArray());
        StateFile.load(model, loaded, file);
        assertArrayEquals(
                state.tensors().get(0).toArray(), loaded.tensors().get(0).toArray());
        loaded.tensors().get(0).write(new double[] {1, 2, Double.NaN, 4});
        ParameterFileException e =
                assertThrows(ParameterFileException.class, () -> StateFile.save(model, loaded, file));
        assertTrue(e.getMessage().contains("not saved: \"rnn.h\" has NaN at [2]"), e.getMessage());
        assertArrayEquals(good, Files.readAllBytes(file));
    }

    @Test
    void whoseStateItIsIsCheckedWithoutInputsPerSequenceToo() {
        StreamingModel model = model("input x: vector<2> output y = x |> rnn(4) |> dense(1)");
        State other =
                model("input x: vector<2> output y = x |> rnn(3) |> dense(1)").newState();
        other.tensors().get(0).write(new float[] {1, 2, 3});
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> model.newSession().start(other, new Object[0]));
        assertTrue(e.getMessage().startsWith("state: expected one of Case.State, found "), e.getMessage());
        assertArrayEquals(new double[] {1, 2, 3}, other.tensors().get(0).toArray());
        State own = model.newState();
        own.tensors().get(0).write(new float[] {1, 2, 3, 4});
        model.newSession().start(own, new Object[0]);
        assertArrayEquals(new double[4], own.tensors().get(0).toArray());
    }
}
