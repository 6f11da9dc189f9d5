// SPDX-License-Identifier: Apache-2.0

/**
 * What stands between data and a model: rows with named columns, held in memory or read as they come, scales that are kept
 * with the model, windows, shuffled batches, splits. In come arrays, rows and texts; out goes a {@link
 * org.rnnc.training.WindowSource} of {@link org.rnnc.runtime.model.Batch batches}.
 */
@NullMarked
package org.rnnc.training.data;

import org.jspecify.annotations.NullMarked;
