// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.Map;

/**
 * A cell that has been checked by itself, with what its applications need to know.
 *
 * @param kinds what its parameters are, by name
 */
public record CheckedCell(CellDefinition definition, Members members, Map<String, ParameterKind> kinds) {}
