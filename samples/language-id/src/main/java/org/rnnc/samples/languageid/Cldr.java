// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rnnc.samples.common.Languages;

/** The names of countries and languages in the JDK, which has them from the Unicode Common Locale Data Repository. */
final class Cldr {
    private Cldr() {}

    /** All names in all languages. */
    static List<Name> names() {
        return IntStream.range(0, Languages.all().size())
                .mapToObj(Cldr::names)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Name> names(int language) {
        Locale in = Languages.all().get(language);
        List<Name> names = new ArrayList<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            add(names, "country " + code, code, country.getDisplayCountry(in), language);
        }
        for (String code : Locale.getISOLanguages()) {
            Locale named = new Locale.Builder().setLanguage(code).build();
            add(names, "language " + code, code, named.getDisplayLanguage(in), language);
        }
        return translated(names);
    }

    /** Without a translation there is the code in place of a name. */
    private static void add(List<Name> names, String of, String code, String text, int language) {
        if (!text.equalsIgnoreCase(code)) {
            names.add(new Name(of, Name.normalize(text), language));
        }
    }

    /** Or the English name: that shows in languages that do not write with Latin letters. */
    private static List<Name> translated(List<Name> names) {
        UnicodeScript own = Scripts.main(names.stream().map(Name::text).toList());
        return names.stream()
                .filter(name -> own == UnicodeScript.LATIN || Scripts.main(List.of(name.text())) != UnicodeScript.LATIN)
                .toList();
    }
}
