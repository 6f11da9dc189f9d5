// SPDX-License-Identifier: Apache-2.0

/**
 * What people see of training: a progress bar on the terminal, and the curves of a {@link
 * org.rnnc.training.TrainingLog} as a picture.
 */
@NullMarked
package org.rnnc.progress;

import org.jspecify.annotations.NullMarked;
