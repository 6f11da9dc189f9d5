// SPDX-License-Identifier: Apache-2.0

/**
 * What differs between engines, as an interface, and what all that implement it share. In come the kernels of a stage and
 * where their operands are; out go methods, each written once, the calls of them, and the fields that keep weights.
 *
 * <p>A {@link org.rnnc.processor.java.kernel.KernelEmitter} is one target's way to write kernels, with the {@link
 * org.rnnc.processor.java.kernel.WeightOrder} they read. {@code plain} is the one there is. One that is written for the
 * Vector API would be a package beside it: its kernels need not be methods for one row, and its weights lie in panels.
 * To choose when a class loads, weights and kernels become one object, of which each engine is a subclass, and the call
 * that an emitter gives is {@code weights.multiplyWh(rows, out, first, x, first)} in both: so workspaces, and the public
 * class, are written once. What makes that possible is that calls, fields of weights, views of them and their scratch
 * come from this interface alone.
 */
@NullMarked
package org.rnnc.processor.java.kernel;

import org.jspecify.annotations.NullMarked;
