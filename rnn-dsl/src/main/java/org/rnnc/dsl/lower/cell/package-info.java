// SPDX-License-Identifier: Apache-2.0
/**
 * Cells: each one checked by itself, once, and then applied.
 * In: a cell with its arguments and operand. Out: the value of the layer, with its parameters and states.
 */
@NullMarked
package org.rnnc.dsl.lower.cell;

import org.jspecify.annotations.NullMarked;
