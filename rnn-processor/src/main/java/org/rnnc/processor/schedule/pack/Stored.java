// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import org.rnnc.dsl.graph.Parameter;

/**
 * Where a matrix belongs: to a pack, in the place of one of its parameters.
 *
 * @param pack the layout, and which arrays of that layout
 * @param parameter whose place in it
 * @param isGradient whether it is in the pack's gradient
 */
public record Stored(Pack pack, Parameter parameter, boolean isGradient) {}
