// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Languages that the JDK knows well, from the Unicode Common Locale Data Repository: it has most names of countries and
 * languages in them, and formats of dates, on JDK 17 and later.
 */
public final class Languages {
    private static final String TAGS = """
            af am ar as ast az be bg bn br bs ca ce chr ckb cs cy da de dsb ee el en eo es et eu fa fi fo fr fur fy ga
            gd gl gsw gu ha he hi hr hsb hu hy id is it ja jv ka kk km kn ko kok ku ky lb lo lt lv mk ml mn mr ms mt my
            nb ne nl nn or pa pl ps pt qu rm ro ru sd si sk sl smn so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz
            vi wo yi yo zh zh-Hant zu""";

    private static final List<Locale> ALL =
            Stream.of(TAGS.split("\\s+")).map(Locale::forLanguageTag).toList();

    private Languages() {}

    /** All of them, always in the same order. */
    public static List<Locale> all() {
        return ALL;
    }
}
