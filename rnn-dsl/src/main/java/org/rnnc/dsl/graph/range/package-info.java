// SPDX-License-Identifier: Apache-2.0
/**
 * How large values may be, whatever finite numbers a graph gets.
 * In: the nodes of a graph and its states. Out: which of them may be infinite, no number, or zero.
 */
@NullMarked
package org.rnnc.dsl.graph.range;

import org.jspecify.annotations.NullMarked;
