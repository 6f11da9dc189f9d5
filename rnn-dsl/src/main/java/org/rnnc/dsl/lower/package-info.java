// SPDX-License-Identifier: Apache-2.0
/**
 * Specs to models: the entry point of the front half.
 * In: syntax trees of a file and of those beside it. Out: a {@code ModelSpec} for each model without mistakes.
 * Each model is lowered here from its parts, which the packages below lower.
 */
@NullMarked
package org.rnnc.dsl.lower;

import org.jspecify.annotations.NullMarked;
