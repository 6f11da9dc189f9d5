// SPDX-License-Identifier: Apache-2.0

/**
 * What differs between engines, as an interface, and what all that implement it share. In come the kernels of a stage and
 * where their operands are; out go methods, each written once, the calls of them, and the fields that keep weights.
 *
 * <p>A {@link org.rnnc.processor.java.kernel.KernelEmitter} is one target's way to write kernels, with the {@link
 * org.rnnc.processor.java.kernel.WeightOrder} they read. All kernels of an engine are methods of one object, {@code
 * KERNELS}. {@code plain} writes them in loops. Where they are wanted in the Vector API too, {@code vector} writes a
 * subclass that overrides those that gain by it, and copies of weights in panels, which these read and whoever keeps the
 * weights fills; which of the two classes the object has is chosen when the engine is loaded, so that workspaces, and the
 * public class, are written once.
 */
@NullMarked
package org.rnnc.processor.java.kernel;

import org.jspecify.annotations.NullMarked;
