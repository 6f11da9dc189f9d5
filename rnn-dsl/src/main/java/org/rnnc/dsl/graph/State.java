// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.Optional;

/**
 * A value that {@link Op.Previous} can look back at.
 *
 * @param index its place in {@link Graph#states()}
 * @param name {@code layer.state}, such as {@code lstm.c}; unique
 * @param initial what stands before the first step along {@code direction}; zeros where absent
 * @param definition the value of this step
 */
public record State(int index, String name, int size, Direction direction, Optional<Node> initial, Node definition) {}
