// SPDX-License-Identifier: Apache-2.0

/**
 * Kernels in the Vector API. In come the sums that a plain kernel computes, and its name and parameters; out go methods
 * of a subclass, which override the plain ones and give the same bits with vectors of any length. They are text without
 * helpers of their own but those that take and return no vector: C2 gives up inlining those, and vectors would then be
 * objects.
 */
@NullMarked
package org.rnnc.processor.java.kernel.vector;

import org.jspecify.annotations.NullMarked;
