// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Map;

/**
 * A cell that has been checked by itself, with what its applications need to know.
 *
 * @param kinds what its parameters are, by name
 */
record CheckedCell(CellDefinition definition, Members members, Map<String, ParameterKind> kinds) {}
