// SPDX-License-Identifier: Apache-2.0
/**
 * Syntax errors: how the parser goes on after one, and what is said about it.
 * In: the place where the grammar does not fit. Out: an explanation, and the token to go on from.
 */
@NullMarked
package org.rnnc.dsl.parse.recovery;

import org.jspecify.annotations.NullMarked;
