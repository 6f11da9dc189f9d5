// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.io.SafetensorsWriter;
import org.rnnc.runtime.random.RandomSource;

class VocabularyTest {
    @Test
    void charactersAreSortedAndTurnedBack() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("banana\n");
        assertEquals(4, vocabulary.size());
        assertArrayEquals(new int[] {2, 1, 3, 0}, vocabulary.tokens("ban\n"));
        assertEquals("nab\n", vocabulary.text(3, 1, 2, 0));
        assertEquals("", vocabulary.text());
        assertEquals(0, vocabulary.tokens("").length);
        assertEquals(3, vocabulary.token("n"));
    }

    @Test
    void aCharacterIsACodePoint() {
        String text = "a\ud83d\ude00b\u00e9";
        Vocabulary vocabulary = Vocabulary.ofCharacters(text);
        assertEquals(4, vocabulary.size());
        assertArrayEquals(new int[] {0, 3, 1, 2}, vocabulary.tokens(text));
        assertEquals(text, vocabulary.text(vocabulary.tokens(text)));
        Vocabulary some = Vocabulary.ofCharacters("ab").withUnknown("?");
        assertArrayEquals(new int[] {0, 2, 1, 2, 2}, some.tokens("a\ud83d\ude00b\u00e9\ud83d"));
        assertEquals("a?b??", some.text(some.tokens("a\ud83d\ude00b\u00e9\ud83d")));
    }

    @Test
    void unknownCharactersAreNamed() {
        Vocabulary vocabulary = Vocabulary.ofCharacters("ab");
        Exception e = assertThrows(IllegalArgumentException.class, () -> vocabulary.tokens("abc"));
        assertEquals(
                "the character \"c\" at index 2 is in no token; withUnknown(...) adds one for such characters",
                e.getMessage());
        Vocabulary lenient = vocabulary.withUnknown("a");
        assertEquals(3, lenient.size());
        assertEquals("aab", lenient.text(lenient.tokens("xab")));
        assertArrayEquals(new int[] {2, 0, 1}, lenient.tokens("xab"));
        assertThrows(IllegalStateException.class, () -> lenient.withUnknown("?"));
    }

    @Test
    void wordsCarryTheirSpaceAndOthersAreSpelled() {
        Vocabulary vocabulary = Vocabulary.ofWords("the cat and the dog and the cow", 14);
        // 10 letters and the space, then " and", " the", " cat" by how often they come.
        assertEquals(
                List.of(" and", " the", " cat"),
                List.of(vocabulary.text(11), vocabulary.text(12), vocabulary.text(13)));
        int[] tokens = vocabulary.tokens("a cat and the dog");
        assertEquals("a cat and the dog", vocabulary.text(tokens));
        assertEquals(8, tokens.length, "a, cat, and, the, and four for \" dog\"");
        Vocabulary all = Vocabulary.ofWords("the cat and the dog and the cow", 1000);
        assertEquals(17, all.size());
        Exception e = assertThrows(IllegalArgumentException.class, () -> Vocabulary.ofWords("abc", 2));
        assertEquals("the text has 3 characters, which do not fit into 2 tokens", e.getMessage());
    }

    @Test
    void theLongestPieceIsTaken() {
        Vocabulary vocabulary = Vocabulary.of(List.of("a", "abcd", "ab", "c", "d"));
        assertArrayEquals(new int[] {1, 2, 3, 0}, vocabulary.tokens("abcdabca"));
        assertThrows(IllegalArgumentException.class, () -> vocabulary.tokens("b"));
        assertThrows(IllegalArgumentException.class, () -> vocabulary.token("abc"));
    }

    @Test
    void anyTextOfItsCharactersComesBack() {
        RandomSource random = RandomSource.of(6);
        String text = "To be, or not to be: that is the question.\nWhether 'tis nobler\r\n in the mind \\ to suffer";
        for (Vocabulary vocabulary :
                List.of(Vocabulary.ofCharacters(text), Vocabulary.ofWords(text, 40), Vocabulary.ofWords(text, 400))) {
            for (int run = 0; run < 100; run++) {
                StringBuilder other = new StringBuilder();
                for (int i = 0; i < 50; i++) {
                    int at = random.nextInt(text.length() - 5);
                    other.append(text, at, at + random.nextInt(6));
                }
                assertEquals(other.toString(), vocabulary.text(vocabulary.tokens(other.toString())));
            }
        }
    }

    @Test
    void isSavedAndLoaded() {
        String text = "line\nbreak \\n \r \u0085 \u2028 \u00e4 \ud83d\ude00 \"quoted\"";
        for (Vocabulary vocabulary : List.of(
                Vocabulary.ofCharacters(text),
                Vocabulary.ofWords(text, 60).withUnknown(""),
                Vocabulary.ofCharacters("\\").withUnknown("\\"),
                Vocabulary.of(List.of("\\n", "\n", "\r", "\\")))) {
            Vocabulary loaded = Vocabulary.load(vocabulary.save());
            assertEquals(vocabulary, loaded);
            assertEquals(vocabulary.hashCode(), loaded.hashCode());
            assertEquals(vocabulary.save(), loaded.save());
        }
        assertNotEquals(
                Vocabulary.ofCharacters("ab?"), Vocabulary.ofCharacters("ab").withUnknown("?"));
        assertEquals("vocabulary/1 -1\n\\n\na", Vocabulary.ofCharacters("a\n").save());
    }

    @Test
    void whatIsNoVocabularyIsRefused() {
        for (String bad : new String[] {
            "",
            "hello",
            "vocabulary/2 -1\na",
            "vocabulary/1 -2\na",
            "vocabulary/1 1\na",
            "vocabulary/1 0\na",
            "vocabulary/1 99999999999\na",
            "vocabulary/1 -1",
            "vocabulary/1 -1\na\na",
            "vocabulary/1 -1\na\n",
            "vocabulary/1 -1\na\\",
            "vocabulary/1 -1\n\\t"
        }) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> Vocabulary.load(bad), bad);
            assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
        }
        assertThrows(NullPointerException.class, () -> Vocabulary.load(null));
    }

    @Test
    void badPiecesAreRefused() {
        assertEquals(
                "tokens 0 and 2 are the same text, \"\\n\"",
                assertThrows(IllegalArgumentException.class, () -> Vocabulary.of(List.of("\n", "a", "\n")))
                        .getMessage());
        assertEquals(
                "token 1 is the empty text",
                assertThrows(IllegalArgumentException.class, () -> Vocabulary.of(List.of("a", "")))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Vocabulary.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Vocabulary.ofCharacters(""));
        Vocabulary vocabulary = Vocabulary.ofCharacters("ab");
        assertThrows(IllegalArgumentException.class, () -> vocabulary.text(2));
        assertThrows(IllegalArgumentException.class, () -> vocabulary.text(0, -1));
    }

    @Test
    void halvesOfSurrogatePairsAreKept(@TempDir Path folder) throws IOException {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("a\ud83d", "\ude00", "\ud83d\ude00", "\\ud83d", "\ude00\ud83d\n"));
        assertEquals(vocabulary, Vocabulary.load(vocabulary.save()));
        Path file = folder.resolve("file");
        new SafetensorsWriter().metadata("vocabulary", vocabulary.save()).write(file);
        assertEquals(
                vocabulary, Vocabulary.load(Safetensors.read(file).metadata().get("vocabulary")));
        for (String bad : List.of("\\u", "\\ud83", "\\u0041", "\\uD83D")) {
            assertThrows(IllegalArgumentException.class, () -> Vocabulary.load("vocabulary/1 -1\n" + bad));
        }
    }
}
