// SPDX-License-Identifier: Apache-2.0
/**
 * Calls of functions.
 * In: a call with its operands lowered. Out: its value, as nodes of the graph.
 */
@NullMarked
package org.rnnc.dsl.lower.function;

import org.jspecify.annotations.NullMarked;
