// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Collection;
import org.rnnc.dsl.diag.NearestName;

/** Hints of the form "did you mean". */
final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, as a hint; {@code otherwise} if none is near. */
    static String hint(String name, Collection<String> known, String otherwise) {
        return NearestName.of(name, known)
                .map(near -> "did you mean " + Quote.of(near) + "?")
                .orElse(otherwise);
    }
}
