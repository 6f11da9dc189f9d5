// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Example TIME = example("07:15", "hh.mm");

    private static Example example(String text, String signs) {
        List<Field> tags = signs.chars()
                .mapToObj(sign -> List.of(Field.values()).stream()
                        .filter(field -> field.sign() == sign)
                        .findFirst()
                        .orElseThrow())
                .toList();
        return new Example(text, tags);
    }

    private static Score score(String answer) {
        Tagger tagger = new Tagger() {
            @Override
            public String title() {
                return "always the same";
            }

            @Override
            public List<List<Field>> tag(List<String> texts) {
                return List.of(example(TIME.text(), answer).tags());
            }
        };
        return Score.of(tagger, List.of(TIME));
    }

    @Test
    void countsCharactersAndWholeFields() {
        assertEquals(1, score("hh.mm").f1());
        assertEquals(1, score("hh.mm").accuracy());

        Score half = score("h..mm");
        assertEquals(0.8, half.accuracy());
        assertEquals(0.5, half.f1(), 1e-12);
        assertEquals(0, half.f1(Field.HOUR));
        assertEquals(1, half.f1(Field.MINUTE));

        // Three claimed, two there, one of them found.
        assertEquals(2 / 5.0, score("hd.mm").f1(), 1e-12);
        assertEquals(0, score(".....").f1());
    }

    @Test
    void aNeighbourSaysWhatTheCharacterDoesNot() {
        List<Example> examples = List.of(example("7:15", "h.mm"), example("7.5.", "d.M."), example("9.5.", "d.M."));
        List<String> texts = List.of("7:15", "9.5.");
        assertEquals(
                "d.M.", Example.signs(new MostFrequent(examples, 0).tag(texts).get(1)));
        assertEquals(List.of(examples.get(0).tags(), examples.get(2).tags()), new MostFrequent(examples, 1).tag(texts));
        // Nothing like it was seen: the character alone decides, then nothing.
        assertEquals(
                "h...",
                Example.signs(new MostFrequent(examples.subList(0, 1), 1)
                        .tag(List.of("7???"))
                        .get(0)));
    }
}
