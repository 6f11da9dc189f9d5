// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** What texts are written with. */
final class Scripts {
    private Scripts() {}

    /** The script that most letters of the texts belong to. */
    static UnicodeScript main(Collection<String> texts) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        texts.stream()
                .flatMapToInt(String::codePoints)
                .filter(Character::isLetter)
                .forEach(letter -> counts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.COMMON);
    }
}
