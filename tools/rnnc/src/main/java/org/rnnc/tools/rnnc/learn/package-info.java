// SPDX-License-Identifier: Apache-2.0

/**
 * What {@code rnnc train}, {@code predict} and {@code convert} do with data: files of a user become batches of a model, by a
 * plan that is kept with its parameters, and answers become files again.
 */
@NullMarked
package org.rnnc.tools.rnnc.learn;

import org.jspecify.annotations.NullMarked;
