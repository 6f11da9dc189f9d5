// SPDX-License-Identifier: Apache-2.0

/**
 * Writes an engine's programs. In comes a memory plan; out go classes for the weights, a step, a window and sequences,
 * each with its memory and methods that call kernels in order.
 */
@NullMarked
package org.rnnc.processor.java.engine;

import org.jspecify.annotations.NullMarked;
