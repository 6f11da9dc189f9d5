// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens as all of the reader sees them: their kinds, their neighbours, what they are called in messages.
 * In: a text as tokens. Out: answers about them, and the findings of one reading, each reported once.
 */
@NullMarked
package org.rnnc.dsl.parse.token;

import org.jspecify.annotations.NullMarked;
