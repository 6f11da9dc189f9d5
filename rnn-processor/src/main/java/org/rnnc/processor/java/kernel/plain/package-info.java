// SPDX-License-Identifier: Apache-2.0

/**
 * Writes the kernels of the plain target, in loops that C2 vectorises, and keeps its weights: an array for each vector.
 * In comes a kernel that reads or makes weights, out goes its call.
 */
@NullMarked
package org.rnnc.processor.java.kernel.plain;

import org.jspecify.annotations.NullMarked;
