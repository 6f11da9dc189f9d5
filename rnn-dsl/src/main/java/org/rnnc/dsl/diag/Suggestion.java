// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Hints of the form "did you mean". */
public final class Suggestion {
    private Suggestion() {}

    /** The same where other languages have a word of their own for it, which then counts before what is merely near. */
    public static String hint(String name, Collection<String> known, Foreign.Place place, String otherwise) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        Optional<String> same =
                !last.equals(name) && known.contains(last) ? Optional.of(last) : NearestName.same(last, known);
        if (same.isPresent()) {
            return "did you mean " + Quote.of(same.get()) + "?";
        }
        for (String other : List.of(last + "s", last.endsWith("s") ? last.substring(0, last.length() - 1) : last)) {
            if (known.contains(other)) {
                return "did you mean " + Quote.of(other) + "?";
            }
        }
        Optional<String> foreign = Foreign.hint(place, name);
        return foreign.orElseGet(() -> hint(name, known, otherwise));
    }

    /** The nearest of {@code known}, as a hint; {@code otherwise} if none is near. */
    public static String hint(String name, Collection<String> known, String otherwise) {
        return NearestName.of(name, known)
                .map(near -> "did you mean " + Quote.of(near) + "?")
                .orElse(otherwise);
    }
}
