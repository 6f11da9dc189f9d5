// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;

class GeneratorTest {
    private static final Sampling LIKELIEST = Sampling.of(5).temperature(0);

    private static Generator generator(Sampling sampling, long seed) {
        return Generator.of(FakeWriter.of(Precision.FLOAT), sampling, RandomSource.of(seed));
    }

    @ParameterizedTest
    @EnumSource
    void readsThePromptThenItsOwnTokens(Precision precision) {
        Generator generator = Generator.of(FakeWriter.of(precision), LIKELIEST, RandomSource.of(1));
        generator.read(2, 4);
        // Sums 6, 7, 9, 13, 16: the likeliest token is the sum mod 5.
        assertArrayEquals(new int[] {1, 2, 4, 3, 1}, generator.write(5).toArray());
        assertEquals(17.0, generator.state().tensors().get(0).get(0), "the last token is read, too");
        assertArrayEquals(new int[] {2, 4}, generator.write(2).toArray(), "it goes on");
        generator.read(1);
        assertEquals(4, generator.next(), "24, after what somebody else said");
        generator.reset();
        assertThrows(IllegalStateException.class, generator::next);
        assertArrayEquals(
                new int[] {1, 2, 4, 3, 1}, generator.read(2, 4).write(5).toArray());
    }

    @Test
    void drawsAsSamplingDoes() {
        Generator generator = generator(Sampling.of(5).topK(2), 9).read(1);
        RandomSource random = RandomSource.of(9);
        Sampling sampling = Sampling.of(5).topK(2);
        int sum = 1;
        for (int i = 0; i < 200; i++) {
            float[] answer = new float[5];
            Arrays.fill(answer, 0.125f);
            answer[sum % 5] = 0.5f;
            int expected = sampling.fromProbabilities(answer, random);
            assertEquals(expected, generator.next());
            sum += expected;
        }
        assertArrayEquals(
                generator(Sampling.of(5), 4).read(1).write(50).toArray(),
                generator(Sampling.of(5), 4).read(1).write(50).toArray());
    }

    @Test
    void stopsWhenItIsEnough() {
        assertArrayEquals(new int[] {1, 2, 4}, likeliest(Stop.at(4)));
        assertArrayEquals(new int[] {1, 2, 4, 3}, likeliest(Stop.atEnd(4, 3)));
        assertArrayEquals(new int[] {1, 2}, likeliest(Stop.at(4).or(Stop.atEnd(1, 2))));
        assertArrayEquals(new int[] {1, 2, 4, 3, 1}, likeliest(written -> written.length() == 5));
        assertEquals(30, likeliest(Stop.never()).length);
        assertEquals(0, generator(LIKELIEST, 1).read(1).write(0, Stop.never()).length());
    }

    private static int[] likeliest(Stop stop) {
        return generator(LIKELIEST, 1).read(2, 4).write(30, stop).toArray();
    }

    @Test
    void stopsAtATextHoweverItIsCut() {
        Vocabulary vocabulary = Vocabulary.of(List.of("-", "ab", "c", "bca", "b"));
        // Written is 1 2 4 3 1: "ab" "c" "b" "bca" "ab".
        assertArrayEquals(new int[] {1, 2}, likeliest(Stop.atEnd(vocabulary, "bc")));
        assertArrayEquals(new int[] {1, 2}, likeliest(Stop.atEnd(vocabulary, "abc")));
        assertArrayEquals(new int[] {1, 2, 4, 3}, likeliest(Stop.atEnd(vocabulary, "bbca")));
        assertArrayEquals(new int[] {1, 2, 4, 3}, likeliest(Stop.atEnd(vocabulary, "a")));
        assertEquals(30, likeliest(Stop.atEnd(vocabulary, "xabc")).length);
        assertThrows(IllegalArgumentException.class, () -> Stop.atEnd(vocabulary, ""));
        assertThrows(IllegalArgumentException.class, () -> Stop.atEnd());
    }

    @Test
    void aPromptIsNoPartOfWhatIsWritten() {
        Generator generator = generator(LIKELIEST, 1).read(4, 2);
        assertArrayEquals(
                new int[] {1, 2, 4}, generator.write(30, Stop.atEnd(2, 4)).toArray());
    }

    @Test
    void tellsEachTokenAtOnce() {
        Generator generator = generator(LIKELIEST, 1).read(2, 4);
        List<Integer> told = new ArrayList<>();
        Tokens written = generator.write(100, tokens -> tokens.length() == 90, told::add);
        assertEquals(Arrays.stream(written.toArray()).boxed().toList(), told);
        assertEquals(90, told.size());
        assertEquals(told.toString(), written.toString());
        assertThrows(IndexOutOfBoundsException.class, () -> written.get(90));
        assertTrue(written.endWith());
    }

    @Test
    void isKeptForkedAndGoneOnFrom() {
        Generator generator = generator(Sampling.of(5), 3).read(1, 2, 3);
        Generator.Snapshot snapshot = generator.snapshot();
        Generator fork = generator.fork(RandomSource.of(3));
        int[] first = generator.write(40).toArray();
        assertArrayEquals(first, fork.write(40).toArray());
        Generator other = generator(Sampling.of(5), 3).read(4, 4);
        assertArrayEquals(first, other.restore(snapshot).write(40).toArray());
        other.restore(snapshot).read(4);
        generator.restore(snapshot).read(4);
        assertEquals(
                generator.state().tensors().get(0).get(0),
                other.state().tensors().get(0).get(0));
        Generator.Snapshot nothing = generator(Sampling.of(5), 3).snapshot();
        assertThrows(
                IllegalStateException.class, () -> generator.restore(nothing).next());
    }

    @Test
    void badTokensAreRefused() {
        Generator generator = generator(LIKELIEST, 1);
        assertThrows(IllegalArgumentException.class, () -> generator.read(5));
        assertThrows(IllegalStateException.class, generator::next, "nothing was read");
        generator.read();
        assertEquals(
                "nothing was read yet: a prompt needs at least one token",
                assertThrows(IllegalStateException.class, () -> generator.write(1))
                        .getMessage());
        generator.read(1);
        assertThrows(IllegalArgumentException.class, () -> generator.write(-1));
    }

    @Test
    void modelsOfAnotherKindAreRefused() {
        DataSpec twin = new DataSpec("twin", DataSpec.Kind.VECTOR, 5, true);
        assertRefused(
                "model Fake does not read one token per step; its inputs are [" + FakeWriter.SUM + "]",
                new FakeWriter(Precision.FLOAT, FakeWriter.SUM, FakeWriter.NEXT),
                5);
        assertRefused(
                "model Fake has no output of 5 numbers, one for each token",
                new FakeWriter(Precision.FLOAT, FakeWriter.TOKEN, FakeWriter.SUM),
                5);
        FakeWriter twins = new FakeWriter(Precision.FLOAT, FakeWriter.TOKEN, FakeWriter.NEXT, twin);
        assertRefused(
                "model Fake has several outputs, [next, twin], of 5 numbers, one for each token; name one", twins, 5);
        assertRefused("the sampling is of 4 tokens, the model of 5", FakeWriter.of(Precision.FLOAT), 4);
        RandomSource random = RandomSource.of(1);
        assertArrayEquals(
                new int[] {1, 2},
                Generator.of(twins, "twin", LIKELIEST, random).read(1).write(2).toArray());
        assertEquals(
                "model Fake has no output \"other\". There are: next, twin",
                assertThrows(IllegalArgumentException.class, () -> Generator.of(twins, "other", LIKELIEST, random))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Generator.of(FakeWriter.of(Precision.FLOAT), "sum", LIKELIEST, random));
    }

    private static void assertRefused(String message, FakeWriter model, int tokens) {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Generator.of(model, Sampling.of(tokens), RandomSource.of(1)));
        assertEquals(message, e.getMessage());
    }

    @Test
    void aPromptIsReadAsAWholeOrNotAtAll() {
        Generator generator = generator(LIKELIEST, 1).read(1);
        Generator same = generator(LIKELIEST, 1).read(1);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> generator.read(2, 5, 4));
        assertEquals("tokens: token 5 at index 1 is out of range, expected 0 to 4", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> generator.read(2, -1));
        assertArrayEquals(same.write(9).toArray(), generator.write(9).toArray());
    }
}
