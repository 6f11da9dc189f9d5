// SPDX-License-Identifier: Apache-2.0

/**
 * CSV files as {@link org.rnnc.training.data.RowSource rows of numbers}: columns by name, categories as tokens, missing values
 * by a rule that was chosen, and messages that say file, line and column.
 */
@NullMarked
package org.rnnc.csv;

import org.jspecify.annotations.NullMarked;
