// SPDX-License-Identifier: Apache-2.0
/**
 * Slips that can be told from the tokens alone, without the grammar.
 * In: a text. Out: its tokens, mended as if the slips had not been made; each is reported.
 */
@NullMarked
package org.rnnc.dsl.parse.repair;

import org.jspecify.annotations.NullMarked;
