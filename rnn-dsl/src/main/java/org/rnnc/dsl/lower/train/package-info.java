// SPDX-License-Identifier: Apache-2.0
/**
 * The train block.
 * In: its options, in a model all of whose layers are there. Out: how the model is trained, and whether that fits.
 */
@NullMarked
package org.rnnc.dsl.lower.train;

import org.jspecify.annotations.NullMarked;
