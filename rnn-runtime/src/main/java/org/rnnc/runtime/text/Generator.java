// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;

/**
 * Lets a model write: it reads a prompt, and from then on each token drawn from its answer is the next one it reads.
 *
 * <pre>{@code
 * Generator generator = Generator.of(model, Sampling.of(98).temperature(0.6), RandomSource.of(1));
 * generator.read(vocabulary.tokens("public "));
 * generator.write(1_000, Stop.atEnd(vocabulary, "\n}\n"), token -> System.out.print(vocabulary.text(token)));
 * }</pre>
 *
 * <p>Equal models, prompts and random states give equal texts everywhere. Where it stands can be kept ({@link
 * #snapshot}), gone back to, and gone on from in another way ({@link #fork}). Nothing is allocated per token but the list
 * of them. Not for use by two threads at once, nor while the model is trained; forks are independent.
 */
public final class Generator {
    private final StreamingModel model;
    private final int output;
    private final Sampling sampling;
    private final RandomSource random;
    private final Session session;
    private final State state;
    private final int[] input = new int[1];
    private final Object[] inputs = {input};
    private final Object[] outputs;
    private boolean hasRead;

    private Generator(StreamingModel model, int output, Sampling sampling, RandomSource random) {
        this.model = model;
        this.output = output;
        this.sampling = sampling;
        this.random = Objects.requireNonNull(random, "random");
        session = model.newSession();
        state = model.newState();
        outputs = Answers.arrays(model.info());
    }

    /** Where a generator stands: what the model remembers, and its answer to the last token. Immutable. */
    public static final class Snapshot {
        private final State state;
        private final Object[] outputs;
        private final boolean hasRead;

        private Snapshot(State state, Object[] outputs, boolean hasRead) {
            this.state = state;
            this.outputs = outputs;
            this.hasRead = hasRead;
        }
    }

    /**
     * Makes a generator for a model that has one output of probabilities.
     *
     * @param model with one input, a token, and one output with a number for each of its tokens
     * @param sampling how tokens are drawn; of as many tokens
     * @param random where they are drawn from
     * @return a generator that has read nothing
     * @throws IllegalArgumentException if the model or the sampling is another; the message says what does not fit
     */
    public static Generator of(StreamingModel model, Sampling sampling, RandomSource random) {
        int tokens = tokens(model);
        List<String> fitting = model.info().outputs().stream()
                .filter(spec -> spec.kind() == DataSpec.Kind.VECTOR && spec.size() == tokens)
                .map(DataSpec::name)
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("model " + model.info().name() + " has "
                    + (fitting.isEmpty() ? "no output" : "several outputs, " + fitting + ",") + " of " + tokens
                    + " numbers, one for each token" + (fitting.isEmpty() ? "" : "; name one"));
        }
        return of(model, fitting.get(0), sampling, random);
    }

    /**
     * Makes a generator.
     *
     * @param model with one input, a token
     * @param output the name of an output with a probability for each token
     * @param sampling how tokens are drawn; of as many tokens
     * @param random where they are drawn from
     * @return a generator that has read nothing
     * @throws IllegalArgumentException if the model or the sampling is another; the message says what does not fit
     */
    public static Generator of(StreamingModel model, String output, Sampling sampling, RandomSource random) {
        int tokens = tokens(model);
        List<DataSpec> specs = model.info().outputs();
        int index = specs.stream().map(DataSpec::name).toList().indexOf(output);
        if (index < 0) {
            throw new IllegalArgumentException("model " + model.info().name() + " has no output \"" + output
                    + "\". There are: " + specs.stream().map(DataSpec::name).collect(Collectors.joining(", ")));
        }
        if (specs.get(index).kind() != DataSpec.Kind.VECTOR || specs.get(index).size() != tokens) {
            throw new IllegalArgumentException(
                    "output " + specs.get(index) + " has not one number for each of " + tokens + " tokens");
        }
        Objects.requireNonNull(sampling, "sampling");
        if (sampling.tokens() != tokens) {
            throw new IllegalArgumentException(
                    "the sampling is of " + sampling.tokens() + " tokens, the model of " + tokens);
        }
        return new Generator(model, index, sampling.copy(), random);
    }

    /** Forgets all it has read. The random source stays where it is. */
    public void reset() {
        state.reset();
        hasRead = false;
    }

    /**
     * Reads tokens: a prompt, or what somebody else said.
     *
     * @param tokens each from 0 to one below how many there are
     * @return this
     * @throws IllegalArgumentException if one is out of range; none has been read then
     */
    public Generator read(int... tokens) {
        int known = tokens(model);
        for (int i = 0; i < Objects.requireNonNull(tokens, "tokens").length; i++) {
            if (tokens[i] < 0 || tokens[i] >= known) {
                throw new IllegalArgumentException("tokens: token " + tokens[i] + " at index " + i
                        + " is out of range, expected 0 to " + (known - 1));
            }
        }
        for (int token : tokens) {
            step(token);
        }
        return this;
    }

    private void step(int token) {
        input[0] = token;
        session.step(state, inputs, outputs);
        hasRead = true;
    }

    /**
     * Writes one token, which is then read.
     *
     * @return the token
     * @throws IllegalStateException if nothing was read yet, so that there is no answer to draw from
     * @throws IllegalArgumentException if the model's answer is not made of probabilities
     */
    public int next() {
        if (!hasRead) {
            throw new IllegalStateException("nothing was read yet: a prompt needs at least one token");
        }
        Object answer = outputs[output];
        int token = answer instanceof float[] floats
                ? sampling.fromProbabilities(floats, random)
                : sampling.fromProbabilities((double[]) answer, random);
        step(token);
        return token;
    }

    /**
     * Writes so many tokens.
     *
     * @param length how many
     * @return what was written, without the prompt
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException if nothing was read yet
     */
    public Tokens write(int length) {
        return write(length, Stop.never());
    }

    /**
     * Writes until it is enough.
     *
     * @param longest at most so many tokens
     * @param stop may end it earlier
     * @return what was written, without the prompt
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException if nothing was read yet
     */
    public Tokens write(int longest, Stop stop) {
        return write(longest, stop, token -> {});
    }

    /**
     * Writes until it is enough, and tells each token as soon as it is drawn.
     *
     * @param longest at most so many tokens
     * @param stop may end it earlier
     * @param listener told each token, for example to show it
     * @return what was written, without the prompt
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException if nothing was read yet
     */
    public Tokens write(int longest, Stop stop, IntConsumer listener) {
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(listener, "listener");
        if (longest < 0) {
            throw new IllegalArgumentException("length " + longest + " is negative");
        }
        Tokens written = new Tokens();
        while (written.length() < longest) {
            int token = next();
            written.add(token);
            listener.accept(token);
            if (stop.after(written)) {
                break;
            }
        }
        return written;
    }

    /**
     * What the model remembers, to be looked at or changed: the next {@link #read} goes on from it.
     *
     * @return the live state
     */
    public State state() {
        return state;
    }

    /**
     * Keeps where it stands; the random source is not a part of that.
     *
     * @return a copy
     */
    public Snapshot snapshot() {
        return new Snapshot(state.copy(), Answers.copy(outputs), hasRead);
    }

    /**
     * Goes to where this or another generator of the same model class stood.
     *
     * @param snapshot where; it can be used again
     * @return this
     * @throws IllegalArgumentException if it comes from another model class; nothing has changed then
     */
    public Generator restore(Snapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        state.copyFrom(snapshot.state);
        Answers.copy(snapshot.outputs, outputs);
        hasRead = snapshot.hasRead;
        return this;
    }

    /**
     * Makes an independent generator that stands where this one does.
     *
     * @param random where its tokens are drawn from
     * @return a new generator, for any one thread
     */
    public Generator fork(RandomSource random) {
        return new Generator(model, output, sampling.copy(), random).restore(snapshot());
    }

    private static int tokens(StreamingModel model) {
        List<DataSpec> inputs = Objects.requireNonNull(model, "model").info().inputs();
        if (inputs.size() != 1
                || inputs.get(0).kind() != DataSpec.Kind.TOKEN
                || !inputs.get(0).perStep()) {
            throw new IllegalArgumentException(
                    "model " + model.info().name() + " does not read one token per step; its inputs are " + inputs);
        }
        return inputs.get(0).size();
    }
}
