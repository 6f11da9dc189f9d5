// SPDX-License-Identifier: Apache-2.0

/**
 * Writes an engine's programs. In comes a memory plan; out go classes for the weights, a step, a window and sequences,
 * each with its memory and methods that call kernels in order.
 */
package org.rnnc.processor.java.engine;
