// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;

/**
 * What tokens mean: each is a piece of text, a character or a word. A text is cut into the longest pieces there are, from
 * its beginning on, and the pieces of tokens joined are the text again. A character is a Unicode code point.
 *
 * <p>A vocabulary is a part of a trained model; it is saved with it as a note:
 *
 * <pre>{@code
 * ParameterFile.save(model, file, NameMap.same(), Map.of("vocabulary", vocabulary.save()));
 * Vocabulary vocabulary = Vocabulary.load(ParameterFile.load(model, file).get("vocabulary"));
 * }</pre>
 *
 * <p>Immutable, safe for all threads.
 */
public final class Vocabulary {
    static final int NONE = -1;

    private final List<String> pieces;
    private final int unknown;

    /** The token of each piece; of what more pieces begin with, {@link #NONE}. */
    private final Map<String, Integer> tokens = new HashMap<>();

    private Vocabulary(List<String> pieces, int unknown) {
        this.pieces = List.copyOf(pieces);
        this.unknown = unknown;
        for (int token = 0; token < pieces.size(); token++) {
            if (token != unknown) {
                add(pieces.get(token), token);
            }
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a vocabulary needs at least one token");
        }
    }

    private void add(String piece, int token) {
        if (piece.isEmpty()) {
            throw new IllegalArgumentException("token " + token + " is the empty text");
        }
        Integer other = tokens.put(piece, token);
        if (other != null && other != NONE) {
            throw new IllegalArgumentException(
                    "tokens " + other + " and " + token + " are the same text, " + Escapes.quoted(piece));
        }
        for (int end = 1; end < piece.length(); end++) {
            tokens.putIfAbsent(piece.substring(0, end), NONE);
        }
    }

    /**
     * Pieces in an order of one's own.
     *
     * @param pieces the text of each token, from token 0 on; all different, none empty
     * @return the vocabulary
     * @throws IllegalArgumentException if there is none, one is empty, or two are the same
     */
    public static Vocabulary of(List<String> pieces) {
        return new Vocabulary(Objects.requireNonNull(pieces, "pieces"), NONE);
    }

    /**
     * The characters of a text, each once, in the order of their code points.
     *
     * @param text at least one character
     * @return the vocabulary
     * @throws IllegalArgumentException if the text is empty
     */
    public static Vocabulary ofCharacters(String text) {
        return of(Objects.requireNonNull(text, "text")
                .codePoints()
                .distinct()
                .sorted()
                .mapToObj(Character::toString)
                .toList());
    }

    /**
     * The characters of a text, then its most frequent words. A word is letters and digits in a row, with the space
     * before it if there is one; so the text is its pieces joined, and a word that is not among them is spelled.
     *
     * @param text at least one character
     * @param size how many tokens there may be; of words equally frequent the first in the order of the alphabet are
     *     taken
     * @return the vocabulary; smaller where the text has fewer words
     * @throws IllegalArgumentException if the text is empty, or has more characters than {@code size}
     */
    public static Vocabulary ofWords(String text, int size) {
        List<String> pieces = new ArrayList<>(ofCharacters(text).pieces);
        if (pieces.size() > size) {
            throw new IllegalArgumentException(
                    "the text has " + pieces.size() + " characters, which do not fit into " + size + " tokens");
        }
        Words.mostFrequent(text).stream().limit(size - pieces.size()).forEach(pieces::add);
        return of(pieces);
    }

    /**
     * The same with one token more, which stands for all characters that are not in any piece.
     *
     * @param shown the text it is turned back into, which may be that of another token, too, or empty
     * @return a new vocabulary; the token comes last
     * @throws IllegalStateException if there is such a token already
     */
    public Vocabulary withUnknown(String shown) {
        if (unknown != NONE) {
            throw new IllegalStateException("token " + unknown + " stands for unknown characters already");
        }
        List<String> more = new ArrayList<>(pieces);
        more.add(Objects.requireNonNull(shown, "shown"));
        return new Vocabulary(more, pieces.size());
    }

    /**
     * How many tokens there are: the model's {@code token<...>}.
     *
     * @return above 0
     */
    public int size() {
        return pieces.size();
    }

    /**
     * The token of a piece.
     *
     * @param piece its whole text
     * @return its token
     * @throws IllegalArgumentException if no token is this text
     */
    public int token(String piece) {
        int token = tokens.getOrDefault(Objects.requireNonNull(piece, "piece"), NONE);
        if (token == NONE) {
            throw new IllegalArgumentException("no token is " + Escapes.quoted(piece));
        }
        return token;
    }

    /**
     * The text of tokens.
     *
     * @param tokens each from 0 to {@code size() - 1}
     * @return their pieces joined
     * @throws IllegalArgumentException if one is out of range
     */
    public String text(int... tokens) {
        Objects.requireNonNull(tokens, "tokens");
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(text(token));
        }
        return text.toString();
    }

    /**
     * The text of one token.
     *
     * @param token 0 to {@code size() - 1}
     * @return its piece
     * @throws IllegalArgumentException if it is out of range
     */
    public String text(int token) {
        if (token < 0 || token >= pieces.size()) {
            throw new IllegalArgumentException(
                    "token " + token + " is out of range, expected 0 to " + (pieces.size() - 1));
        }
        return pieces.get(token);
    }

    /**
     * Cuts a text into tokens.
     *
     * @param text any text
     * @return a new array
     * @throws IllegalArgumentException if it has a character that is in no piece, and no token stands for those; the
     *     message has the character and its place
     */
    public int[] tokens(String text) {
        int[] found = new int[Objects.requireNonNull(text, "text").length()];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int token = longest(text, at);
            found[count++] = token == NONE ? unknown(text, at, 0) : token;
            at += length(text, at, token);
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * Cuts a text into tokens while it is read, into the same as {@link #tokens(String)}. A part of it is in memory at a time.
     *
     * @param text read to its end; not closed
     * @return its tokens in order; the next one throws {@link java.io.UncheckedIOException} if the text cannot be read, and
     *     {@link IllegalArgumentException} for a character that is in no piece
     */
    public PrimitiveIterator.OfInt tokens(Reader text) {
        return new StreamedTokens(this, Objects.requireNonNull(text, "text"));
    }

    /** How many characters must be there to know the token that begins at the first of them. */
    int reach() {
        return pieces.stream().mapToInt(String::length).max().orElse(0) + 2;
    }

    /** How many characters of a text the token at a place stands for. */
    int length(String text, int at, int token) {
        return token == NONE
                ? Character.charCount(text.codePointAt(at))
                : pieces.get(token).length();
    }

    /** The token of the longest piece that stands at a place; {@link #NONE} if none does. */
    int longest(String text, int at) {
        int longest = NONE;
        for (int end = at + 1; end <= text.length(); end++) {
            Integer token = tokens.get(text.substring(at, end));
            if (token == null) {
                break;
            }
            longest = token == NONE ? longest : token;
        }
        return longest;
    }

    int unknown(String text, int at, long before) {
        if (unknown == NONE) {
            String character = text.substring(at, at + length(text, at, NONE));
            throw new IllegalArgumentException("the character " + Escapes.quoted(character) + " at index "
                    + (before + at) + " is in no token; withUnknown(...) adds one for such characters");
        }
        return unknown;
    }

    /**
     * All of it as text, to be saved with a model.
     *
     * @return for {@link #load}; one line for each token, with {@code \n}, {@code \r} and {@code \\} for characters that
     *     a line cannot hold, and four digits for half a surrogate pair, which no file can hold
     */
    public String save() {
        StringBuilder text = new StringBuilder("vocabulary/1 ").append(unknown);
        pieces.forEach(piece -> text.append('\n').append(Escapes.escaped(piece)));
        return text.toString();
    }

    /**
     * Reads what was saved.
     *
     * @param saved what {@link #save} returned
     * @return the same vocabulary
     * @throws IllegalArgumentException if it cannot be that; the message says what is wrong
     */
    public static Vocabulary load(String saved) {
        String[] lines = Objects.requireNonNull(saved, "saved").split("\n", -1);
        if (!lines[0].matches("vocabulary/1 (-1|\\d{1,9})")) {
            throw new IllegalArgumentException("this is no vocabulary; it begins with " + Escapes.quoted(lines[0]));
        }
        int unknown = Integer.parseInt(lines[0].substring(lines[0].indexOf(' ') + 1));
        List<String> pieces = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            pieces.add(Escapes.plain(lines[i]));
        }
        if (unknown >= pieces.size()) {
            throw new IllegalArgumentException(
                    "token " + unknown + " for unknown characters is not among " + pieces.size() + " tokens");
        }
        return new Vocabulary(pieces, unknown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && pieces.equals(that.pieces) && unknown == that.unknown;
    }

    @Override
    public int hashCode() {
        return Objects.hash(pieces, unknown);
    }

    @Override
    public String toString() {
        return "vocabulary of " + size() + " tokens";
    }
}
