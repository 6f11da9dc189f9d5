// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of Java as javac itself tells them; the compiler of the language asks no javac. */
class JavaKeywordsTest {
    private static final SourceVersion JAVA = SourceVersion.RELEASE_17;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_",
                "class",
                "true",
                "null",
                "strictfp",
                "goto",
                "while",
                "volatile",
                "transient",
                "assert",
                "enum",
                "record",
                "var",
                "yield",
                "sealed",
                "permits",
                "module",
                "open",
                "with",
                "when",
                "int",
                "Int",
                "x"
            })
    void keywordsAreThoseOfJavac(String word) {
        assertEquals(SourceVersion.isKeyword(word, JAVA), JavaKeywords.isKeyword(word));
    }

    /** javac gives no list of its keywords, so all words of a few letters are asked for. */
    @Test
    void noShortKeywordIsForgotten() {
        for (int length = 1; length <= 4; length++) {
            char[] word = "a".repeat(length).toCharArray();
            do {
                String text = new String(word);
                assertEquals(SourceVersion.isKeyword(text, JAVA), JavaKeywords.isKeyword(text), text);
            } while (next(word));
        }
    }

    private static boolean next(char[] word) {
        for (int i = word.length - 1; i >= 0; i--) {
            if (word[i] < 'z') {
                word[i]++;
                return true;
            }
            word[i] = 'a';
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "_x", "$", "1x", "a-b", "a.b", "\u00e9t\u00e9", "\u03b1", "a b", "x1", ""})
    void identifiersAreThoseOfJavac(String text) {
        assertEquals(SourceVersion.isIdentifier(text), JavaKeywords.isIdentifier(text));
    }
}
