// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;

/** The same of a model whose steps look at what has been read, in the recurrence and behind it. */
class AttentionDecoderTest extends DecoderChecks {
    private static final int TOKENS = 4;

    AttentionDecoderTest() {
        super("""
            input  source: token<7> per word of text, place: vector<2> per sequence
            read   = source |> embedding(3) |> bidirectional(gru(4)) as reader
            write  = previous(target, start = 1) |> embedding(3) |> attentiveLstm(5, match = 3, over = read, h = place |> dense(5, activation = tanh))
            more   = write |> generalAttention(over = read)
            output target: token<4> per word of translation = concat(write, more) |> dense(4) |> softmax
            output seen = read |> dense(2)
            loss   crossEntropy(target)
            train  { window text 5, translation 3; batch 2; start normal(1.5) }
            """);
    }

    private float[] step(Session session, State state, int before) {
        float[] chances = new float[TOKENS];
        session.step(state, new Object[] {new int[] {before}}, new Object[] {chances});
        return chances;
    }

    /** What has been read is not copied with a state, and stays there for the copy when the other reads something else. */
    @Test
    void copiesShareWhatHasBeenRead() {
        Session session = model.newSession();
        State state = model.newState();
        session.start(state, inputs(6));
        step(session, state, 1);
        State copy = model.newState();
        copy.copyFrom(state);
        float[] next = step(session, state, 3);
        session.start(state, inputs(4));
        float[] other = step(session, state, 1);
        assertArrayEquals(next, step(session, copy, 3));
        State fresh = model.newState();
        session.start(fresh, inputs(4));
        assertArrayEquals(other, step(session, fresh, 1));
    }

    @Test
    void aSequenceThatIsNoLongerIsReadWithoutAllocating() {
        Session session = model.newSession();
        State state = model.newState();
        Object[] longer = inputs(30);
        Object[] shorter = inputs(9);
        Object[] before = {new int[] {1}};
        Object[] chances = {new float[TOKENS]};
        session.start(state, longer);
        assertEquals(0, AllocationMeter.bytes(200, 50, () -> {
            session.start(state, shorter);
            session.step(state, before, chances);
            session.step(state, before, chances);
            session.start(state, longer);
            session.step(state, before, chances);
        }));
    }

    @Test
    void aStepNeedsWhatHasBeenRead() {
        assertThrows(IllegalStateException.class, () -> step(model.newSession(), model.newState(), 1));
    }
}
