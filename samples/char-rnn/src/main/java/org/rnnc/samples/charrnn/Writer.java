// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import org.rnnc.runtime.RandomSource;
import org.rnnc.runtime.Sampling;

/** Lets a network write: each character it draws is the next one it reads. */
final class Writer {
    private final CharRnn.Session session;
    private final CharRnn.State state;
    private final Sampling sampling;
    private final RandomSource random;
    private final float[] next = new float[Alphabet.SIZE];

    /**
     * A writer of one network.
     *
     * @param temperature below 1 the network writes what it is surest of, above 1 it dares more
     */
    Writer(CharRnn model, double temperature, RandomSource random) {
        session = model.newSession();
        state = model.newState();
        sampling = Sampling.of(Alphabet.SIZE).temperature(temperature);
        this.random = random;
    }

    /**
     * Writes a new text.
     *
     * @param start what the network reads first; not a part of its text
     * @param length in characters
     */
    String write(String start, int length) {
        state.reset();
        for (int token : Alphabet.tokens(start)) {
            session.step(state, token, next);
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int token = sampling.fromProbabilities(next, random);
            text.append(Alphabet.character(token));
            session.step(state, token, next);
        }
        return text.toString();
    }
}
