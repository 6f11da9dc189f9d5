// SPDX-License-Identifier: Apache-2.0
/**
 * Text to syntax tree; the only part that knows ANTLR.
 * In: a text and where findings go. Out: the tree, without what could not be read.
 * Tokens are mended by {@code repair}; what the parser cannot go on from is left to {@code recovery}.
 */
@NullMarked
package org.rnnc.dsl.parse;

import org.jspecify.annotations.NullMarked;
