// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.Map;
import java.util.Objects;
import org.rnnc.dsl.syntax.Name;

/**
 * A cell that has been checked by itself, with what its applications need to know.
 *
 * @param kinds what its parameters are, by name
 */
public record CheckedCell(CellDefinition definition, Members members, Map<String, ParameterKind> kinds) {
    /** What its parameter {@code name} is. */
    public ParameterKind kind(Name name) {
        return Objects.requireNonNull(kinds.get(name.text()), name.text());
    }
}
