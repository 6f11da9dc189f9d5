// SPDX-License-Identifier: Apache-2.0

/**
 * Reads what users wrote. In comes a type with {@code @RnnModel}, and the files it names; out goes the syntax tree of
 * its model, whichever form it was written in, and the way back from the tree to the places in the sources.
 */
@NullMarked
package org.rnnc.processor.front;

import org.jspecify.annotations.NullMarked;
