// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Decoded;
import org.rnnc.runtime.text.Decoder;

/** What a decoder writes, against all that could be written. */
abstract class DecoderChecks {
    private static final int TOKENS = 4;
    private static final int END = 2;
    private static final int START = 1;

    /** Parameters are large, so that chances differ. */
    final StreamingModel model;

    /** @param text of a model of the same inputs and outputs */
    DecoderChecks(String text) {
        model = model(text);
    }

    private static StreamingModel model(String text) {
        return (StreamingModel)
                CompiledModel.of(EmittedModel.spec("Said", text)).create(3);
    }

    static Object[] inputs(int length) {
        SplittableRandom random = new SplittableRandom(length);
        int[] source = random.ints(length, 0, 7).toArray();
        return new Object[] {source, new float[] {(float) random.nextDouble(), (float) -random.nextDouble()}};
    }

    /** How likely each next token is behind some that have been said. */
    private float[] chances(Object[] inputs, List<Integer> said) {
        Session session = model.newSession();
        State state = model.newState();
        session.start(state, inputs);
        float[] chances = new float[TOKENS];
        for (int t = 0; t <= said.size(); t++) {
            int before = t == 0 ? START : said.get(t - 1);
            session.step(state, new Object[] {new int[] {before}}, new Object[] {chances});
        }
        return chances;
    }

    private record Known(List<Integer> tokens, double likelihood, double score) {}

    /** Every sequence there is, up to a length. */
    private void all(Object[] inputs, List<Integer> said, double likelihood, int most, double power, List<Known> all) {
        if (said.size() == most) {
            all.add(new Known(said, likelihood, likelihood / penalty(most, power)));
            return;
        }
        float[] chances = chances(inputs, said);
        for (int token = 0; token < TOKENS; token++) {
            double next = likelihood + StrictMath.log(chances[token]);
            if (token == END) {
                all.add(new Known(said, next, next / penalty(said.size() + 1, power)));
            } else {
                List<Integer> more = new ArrayList<>(said);
                more.add(token);
                all(inputs, more, next, most, power, all);
            }
        }
    }

    private static double penalty(int length, double power) {
        return StrictMath.pow((5 + length) / 6.0, power);
    }

    /** With as many beams as there are sequences nothing is overlooked. */
    @Test
    void wideBeamsFindTheBest() {
        for (double power : new double[] {0, 0.7, 2}) {
            for (int length : new int[] {0, 1, 5, 40}) {
                List<Known> all = new ArrayList<>();
                all(inputs(length), List.of(), 0, 4, power, all);
                all.sort(Comparator.comparingDouble(Known::score).reversed());
                List<Decoded> found = Decoder.of(model)
                        .end(END)
                        .maxSteps(4)
                        .beams(300)
                        .best(5)
                        .lengthNormalization(power)
                        .decodeBest(inputs(length));
                assertEquals(5, found.size());
                for (int i = 0; i < found.size(); i++) {
                    assertArrayEquals(
                            all.get(i).tokens().stream().mapToInt(x -> x).toArray(),
                            found.get(i).tokens());
                    assertEquals(all.get(i).likelihood(), found.get(i).logProbability());
                    assertEquals(all.get(i).score(), found.get(i).score());
                }
            }
        }
    }

    @Test
    void aloneItTakesTheLikeliestToken() {
        for (int length = 0; length < 6; length++) {
            List<Integer> said = new ArrayList<>();
            while (said.size() < 30) {
                float[] chances = chances(inputs(length), said);
                int best = 0;
                for (int token = 1; token < TOKENS; token++) {
                    best = chances[token] > chances[best] ? token : best;
                }
                if (best == END) {
                    break;
                }
                said.add(best);
            }
            Decoded decoded = Decoder.of(model).end(END).maxSteps(30).decode(inputs(length));
            assertArrayEquals(said.stream().mapToInt(x -> x).toArray(), decoded.tokens());
            assertEquals(said.size() < 30, decoded.ended());
        }
    }

    @Test
    void aBatchHasWhatEachHasAlone() {
        List<Object[]> inputs = List.of(inputs(4), inputs(0), inputs(20), inputs(1));
        Decoder beams = Decoder.of(model).end(END).maxSteps(12).beams(3).best(3).lengthNormalization(0.6);
        List<List<Decoded>> together = beams.decodeAll(inputs);
        Decoder drawn = Decoder.of(model).end(END).maxSteps(12).sampling(Sampling.of(TOKENS), 5);
        List<List<Decoded>> draws = drawn.decodeAll(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            Decoder alone =
                    Decoder.of(model).end(END).maxSteps(12).beams(3).best(3).lengthNormalization(0.6);
            assertEquals(alone.decodeBest(inputs.get(i)), together.get(i));
            assertEquals(
                    Decoder.of(model)
                            .end(END)
                            .maxSteps(12)
                            .sampling(Sampling.of(TOKENS), 5L + i)
                            .decodeBest(inputs.get(i)),
                    draws.get(i));
        }
    }

    /** What is drawn has the probabilities that it is drawn with. */
    @Test
    void drawsAreAsLikelyAsTheModelSays() {
        float[] chances = chances(inputs(3), List.of());
        int[] counts = new int[TOKENS];
        for (int i = 0; i < 4000; i++) {
            int[] tokens = Decoder.of(model)
                    .maxSteps(1)
                    .sampling(Sampling.of(TOKENS), i)
                    .decode(inputs(3))
                    .tokens();
            counts[tokens[0]]++;
        }
        for (int token = 0; token < TOKENS; token++) {
            assertEquals(chances[token], counts[token] / 4000.0, 0.03, Arrays.toString(counts));
        }
    }

    /** Longer sequences take longer results, and nothing else. */
    @Test
    void aStepAllocatesNothing() {
        Object[] inputs = inputs(3);
        long shorter = bytes(Decoder.of(model).maxSteps(10).beams(4), inputs);
        long longer = bytes(Decoder.of(model).maxSteps(110).beams(4), inputs);
        // The tokens, twice: as they are put together, and as the result keeps them.
        assertEquals(2 * 100 * Integer.BYTES, longer - shorter);
    }

    private static long bytes(Decoder decoder, Object[] inputs) {
        return AllocationMeter.bytes(200, 1, () -> decoder.decodeBest(inputs));
    }

    @Test
    void stepsAreThoseOfAPredictor() {
        Object[] inputs = inputs(5);
        int[] said = {0, 3, 3, 0, 1, 2};
        int[] before = new int[said.length];
        model.info().fedBack().get(0).before(said, 1, before);
        float[] target = new float[said.length * TOKENS];
        Object[] all = {inputs[0], inputs[1], before};
        int[] steps = {5, said.length};
        model.newPredictor(steps, 1).run(steps, 1, null, all, new Object[] {target, new float[5 * 2]});
        for (int t = 0; t < said.length; t++) {
            List<Integer> sofar = Arrays.stream(said, 0, t).boxed().toList();
            assertArrayEquals(Arrays.copyOfRange(target, t * TOKENS, (t + 1) * TOKENS), chances(inputs, sofar));
        }
    }

    /** One axis: what is said follows from one input per sequence. */
    @Test
    void aModelOfOneAxisIsDecodedToo() {
        StreamingModel names = model("""
                input language: token<3> per sequence
                output letter: token<5> = previous(letter) |> embedding(3) |> gru(4, h = language |> embedding(4)) |> dense(5) |> softmax
                loss crossEntropy(letter)
                train { window 4; start normal(1) }
                """);
        Decoded decoded = Decoder.of(names).end(1).maxSteps(50).beams(2).decode(new int[] {2});
        assertTrue(decoded.logProbability() < 0);
        assertEquals(decoded, Decoder.of(names).end(1).maxSteps(50).beams(2).decode(new int[] {2}));
    }

    @Test
    void whatCannotBeDecodedIsRefused() {
        var notFed = assertThrows(
                IllegalArgumentException.class,
                () -> Decoder.of(model("input x: token<3> output y = x |> rnn(3) |> dense(3) |> softmax")));
        assertTrue(notFed.getMessage().contains("of 0 outputs, expected 1"), notFed.getMessage());
        var beside = assertThrows(
                IllegalArgumentException.class,
                () -> Decoder.of(model("input x: vector<2> output y: token<3> ="
                        + " concat(x, previous(y) |> embedding(2)) |> rnn(3) |> dense(3) |> softmax")));
        assertTrue(beside.getMessage().contains("takes x at each step"), beside.getMessage());
        Decoder decoder = Decoder.of(model);
        assertThrows(IllegalArgumentException.class, () -> decoder.end(TOKENS));
        assertThrows(IllegalArgumentException.class, () -> decoder.beams(0));
        assertThrows(IllegalArgumentException.class, () -> decoder.maxSteps(0));
        assertThrows(IllegalArgumentException.class, () -> decoder.lengthNormalization(-1));
        assertThrows(IllegalArgumentException.class, () -> decoder.best(2).decode(inputs(2)));
    }
}
