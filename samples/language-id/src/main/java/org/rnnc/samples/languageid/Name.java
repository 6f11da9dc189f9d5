// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What one language calls a country or a language.
 *
 * @param of what is named, for example {@code "country FR"}
 * @param text in lower case: when to write capitals differs by language, and by the mood of translators
 * @param language it is written in
 */
record Name(String of, String text, int language) {
    /** How texts are written here. */
    static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
