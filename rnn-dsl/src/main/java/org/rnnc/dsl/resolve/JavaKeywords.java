// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.Set;

/** The words of Java 17 that name nothing: keywords, literals and {@code _}. */
final class JavaKeywords {
    private static final Set<String> KEYWORDS = Set.of(
            ("_ abstract assert boolean break byte case catch char class const continue default do double else enum"
                            + " extends false final finally float for goto if implements import instanceof int interface"
                            + " long native new null package private protected public return short static strictfp super"
                            + " switch synchronized this throw throws transient true try void volatile while")
                    .split(" "));

    private JavaKeywords() {}

    static boolean isKeyword(String text) {
        return KEYWORDS.contains(text);
    }

    /** Whether {@code text} has the characters of a name; a keyword has, too. */
    static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.codePointAt(0))
                && text.codePoints().skip(1).allMatch(Character::isJavaIdentifierPart);
    }
}
