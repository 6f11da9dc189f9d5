// SPDX-License-Identifier: Apache-2.0
/**
 * Expressions: names, sums, products, calls and flows.
 * In: an expression and its environment. Out: its value; poison, and reported, where operands do not fit.
 */
@NullMarked
package org.rnnc.dsl.lower.expression;

import org.jspecify.annotations.NullMarked;
