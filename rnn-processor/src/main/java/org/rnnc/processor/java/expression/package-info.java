// SPDX-License-Identifier: Apache-2.0
/**
 * Java expressions as values. In: what is meant, such as a row of a field or a place in an array. Out: the text, which is
 * made here alone, by {@code toString}; whoever needs a part of an expression asks for it and does not cut text.
 */
@NullMarked
package org.rnnc.processor.java.expression;

import org.jspecify.annotations.NullMarked;
