// SPDX-License-Identifier: Apache-2.0
/**
 * Models as dataflow: values per step of an axis, per sequence or once, and the operations between them.
 * In: operations asked for one by one, through {@code GraphBuilder}. Out: a graph, in which each distinct value stands once.
 */
package org.rnnc.dsl.graph;
