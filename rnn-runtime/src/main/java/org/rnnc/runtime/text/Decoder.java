// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.FedBack;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;

/**
 * Writes sequences with a model whose tokens are {@linkplain FedBack fed back}: translations of texts, names for languages.
 *
 * <pre>{@code
 * Decoder decoder = Decoder.of(model).end(2).maxSteps(100).beams(4).lengthNormalization(0.6);
 * int[] translation = decoder.decode(text).tokens();
 * }</pre>
 *
 * <p>By itself it takes the likeliest token at each step. With {@link #beams} it keeps the likeliest beginnings; with
 * {@link #sampling} it draws. However many steps a training window has, a sequence may have as many as {@link #maxSteps}
 * says. The same sequence has the same bits whichever others are decoded before or with it. All memory is allocated when a
 * decoder is first used; a step allocates nothing. Not for use by two threads at once.
 */
public final class Decoder {
    private static final int NONE = -1;

    private final StreamingModel model;
    private final DecodedStep step;
    private int end = NONE;
    private int maxSteps = 100;
    private int beams = 1;
    private int best = 1;
    private double normalization;
    private @Nullable Sampling sampling;
    private long seed;
    private @Nullable BeamSearch search;

    private Decoder(StreamingModel model, DecodedStep step) {
        this.model = model;
        this.step = step;
    }

    /**
     * Makes one that takes the likeliest token at each step, for at most 100 steps.
     *
     * @param model feeds back the tokens of one output, and takes nothing else at each step
     * @return a new decoder, for one thread
     * @throws IllegalArgumentException if the model does not; the message says what it takes
     */
    public static Decoder of(StreamingModel model) {
        return new Decoder(Objects.requireNonNull(model, "model"), DecodedStep.of(model));
    }

    /**
     * Says which token ends a sequence.
     *
     * @param token is not among those of the result
     * @return this
     * @throws IllegalArgumentException if there is no such token
     */
    public Decoder end(int token) {
        FedBack fed = step.fedBack();
        if (token < 0 || token >= fed.tokens()) {
            throw new IllegalArgumentException(
                    "end: token " + token + " is out of range, expected 0 to " + (fed.tokens() - 1));
        }
        end = token;
        search = null;
        return this;
    }

    /**
     * Says how long a sequence may become.
     *
     * @param steps 1 or more
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Decoder maxSteps(int steps) {
        maxSteps = atLeastOne("maxSteps", steps);
        search = null;
        return this;
    }

    /**
     * Keeps the likeliest beginnings at each step, and not one alone (beam search).
     *
     * @param width how many, 1 or more
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Decoder beams(int width) {
        beams = atLeastOne("beams", width);
        search = null;
        return this;
    }

    /**
     * Makes up for that longer sequences are less likely: they are put in order by the logarithm of their probability divided
     * by {@code ((5 + length) / 6)^power} (Wu et al., 2016), the length with the token that ends them.
     *
     * @param power from 0, which is none and the default
     * @return this
     * @throws IllegalArgumentException if it is less, or no number
     */
    public Decoder lengthNormalization(double power) {
        if (!(power >= 0 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lengthNormalization: expected a number from 0, found " + power);
        }
        normalization = power;
        search = null;
        return this;
    }

    /**
     * Asks for several sequences of each decoding.
     *
     * @param count of the best ones, 1 to as many as there are beams
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public Decoder best(int count) {
        best = atLeastOne("best", count);
        search = null;
        return this;
    }

    /**
     * Draws each token, and does not take the likeliest.
     *
     * @param sampling how; copied
     * @param seed of the random numbers: sequence i of a batch, from 0, has those of {@code seed + i}
     * @return this
     */
    public Decoder sampling(Sampling sampling, long seed) {
        this.sampling = Objects.requireNonNull(sampling, "sampling").copy();
        this.seed = seed;
        return this;
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": expected 1 or more, found " + value);
        }
        return value;
    }

    /**
     * Writes one sequence.
     *
     * @param inputs what it is written from: an array for each input of {@link Session#start}, in the order of the model's
     * @return the best one
     * @throws IllegalArgumentException if the inputs do not fit the model
     */
    public Decoded decode(Object... inputs) {
        return decodeBest(inputs).get(0);
    }

    /**
     * Writes the best sequences there are.
     *
     * @param inputs what they are written from
     * @return at most as many as {@link #best} says, the best one first
     * @throws IllegalArgumentException if the inputs do not fit the model
     */
    public List<Decoded> decodeBest(Object... inputs) {
        return run(Objects.requireNonNull(inputs, "inputs"), 0);
    }

    /**
     * Writes a sequence from each of some inputs.
     *
     * @param inputs by sequence, as {@link #decode} takes them
     * @return by sequence the best ones
     * @throws IllegalArgumentException if some inputs do not fit the model
     */
    public List<List<Decoded>> decodeAll(List<Object[]> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        List<List<Decoded>> all = new ArrayList<>();
        for (Object[] one : inputs) {
            all.add(run(one, all.size()));
        }
        return all;
    }

    private List<Decoded> run(Object[] inputs, int sequence) {
        if (best > beams) {
            throw new IllegalArgumentException("best: expected 1 to " + beams + ", as there are beams, found " + best);
        }
        if (sampling != null && beams > 1) {
            throw new IllegalArgumentException("beams: a sequence that is drawn has one, found " + beams);
        }
        BeamSearch ready = search;
        if (ready == null) {
            ready = new BeamSearch(model, step, beams, best, maxSteps, end, normalization);
            search = ready;
        }
        State state = ready.begin();
        step.session().start(state, inputs);
        Sampling drawing = sampling;
        return drawing == null ? ready.search() : ready.draw(drawing, RandomSource.of(seed + sequence));
    }
}
