// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rnnc.dsl.diag.Foreign;
import org.rnnc.dsl.diag.Suggestion;

/** What to write for a name that there is not. */
public final class UnknownNameHint {
    /** How the value of the step before is called in programs. */
    private static final Pattern PREVIOUS = Pattern.compile(
            "(?i)(prev_?(ious)?_?|old_?|last_?)(?<after>\\w+)|(?<before>\\w+?)_?(prev(ious)?|old|last|tm1|t_?1|minus_?1)");

    private UnknownNameHint() {}

    public static String hint(Scope scope, String name, Collection<String> known) {
        return previous(scope, name).orElseGet(() -> Suggestion.hint(name, known, Foreign.Place.NAME, ""));
    }

    /** {@code h_prev}, {@code hOld}, {@code h_t}: a state's name with its step. */
    private static Optional<String> previous(Scope scope, String name) {
        var match = PREVIOUS.matcher(name);
        if (match.matches()) {
            for (String group : List.of("after", "before")) {
                String word = match.group(group);
                String state = word == null ? "" : Character.toLowerCase(word.charAt(0)) + word.substring(1);
                if (isState(scope, state)) {
                    return Optional.of("the value of the step before is " + state + "[t-1]");
                }
            }
        }
        String now = name.endsWith("_t") ? name.substring(0, name.length() - 2) : "";
        return scope.find(now) == null ? Optional.empty() : Optional.of("the value of this step is " + now);
    }

    private static boolean isState(Scope scope, String name) {
        Scope.Symbol symbol = scope.find(name);
        return symbol != null && symbol.kind() == Scope.Kind.STATE;
    }
}
