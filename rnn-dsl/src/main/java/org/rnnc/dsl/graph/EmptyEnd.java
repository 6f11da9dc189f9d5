// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * What an {@link Op.SelectStep} shows of an empty sequence: what a state starts from, or a part of it.
 *
 * @param state the one whose value is picked
 * @param offset where in the state's value the picked part begins
 */
public record EmptyEnd(State state, int offset) {}
