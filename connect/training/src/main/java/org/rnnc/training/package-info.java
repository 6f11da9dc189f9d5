// SPDX-License-Identifier: Apache-2.0

/**
 * The training loop and what it is made of. In come a {@link org.rnnc.runtime.model.Trainer} and a {@link
 * org.rnnc.training.WindowSource} of data; out go updates by a schedule, reports to listeners, validation scores and
 * checkpoints.
 */
@NullMarked
package org.rnnc.training;

import org.jspecify.annotations.NullMarked;
