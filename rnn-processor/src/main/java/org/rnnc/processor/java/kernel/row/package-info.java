// SPDX-License-Identifier: Apache-2.0

/**
 * Writes the kernels that are the same in every order of weights: those of rows of values, and those that go over
 * weights element by element. In comes a kernel of the schedule, out goes its call; methods are for one row.
 */
@NullMarked
package org.rnnc.processor.java.kernel.row;

import org.jspecify.annotations.NullMarked;
