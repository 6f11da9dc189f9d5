// SPDX-License-Identifier: Apache-2.0

/** How good predictions are: metrics that add up over windows, and the evaluation of a model by them. */
@NullMarked
package org.rnnc.training.metric;

import org.jspecify.annotations.NullMarked;
