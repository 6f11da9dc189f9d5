// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Map;
import org.rnnc.dsl.syntax.Name;

/** What the language has and this version of the compiler does not; plain words in place of "unknown". */
final class Unavailable {
    private static final Map<String, String> STAGES = Map.of("previous", "");

    private Unavailable() {}

    /** Reports {@code stage} if it is a layer or function of a later version. */
    static boolean report(Name stage, Report report) {
        String hint = STAGES.get(stage.text());
        if (hint != null) {
            report.unavailable(stage.span(), Quote.of(stage), hint);
        }
        return hint != null;
    }
}
