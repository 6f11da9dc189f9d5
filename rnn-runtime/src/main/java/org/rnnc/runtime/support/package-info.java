// SPDX-License-Identifier: Apache-2.0

/**
 * Small things several packages need: shapes as text and arithmetic, names that somebody probably meant, checks of single
 * numbers. In come a caller's values; out go answers and messages. Exported to {@code org.rnnc.training} alone.
 */
@NullMarked
package org.rnnc.runtime.support;

import org.jspecify.annotations.NullMarked;
