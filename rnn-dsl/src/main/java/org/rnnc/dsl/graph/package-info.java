// SPDX-License-Identifier: Apache-2.0
/**
 * One time step of a network as dataflow.
 * In: operations and operands, put together by a {@code GraphBuilder} that checks shapes. Out: a {@code Graph} of nodes.
 * What each operation is, and which ways there are to tell them apart, is said here and nowhere else.
 */
@NullMarked
package org.rnnc.dsl.graph;

import org.jspecify.annotations.NullMarked;
