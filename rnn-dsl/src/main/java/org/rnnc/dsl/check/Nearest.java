// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Collection;
import java.util.Optional;

/** Hints of the form "did you mean". */
final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, as a hint; {@code otherwise} if none is near. */
    static String hint(String name, Collection<String> known, String otherwise) {
        return find(name, known)
                .map(near -> "did you mean " + Quote.of(near) + "?")
                .orElse(otherwise);
    }

    private static Optional<String> find(String name, Collection<String> known) {
        return Optional.empty();
    }
}
