// SPDX-License-Identifier: Apache-2.0

/**
 * Decides what is computed when. In comes a checked model; out goes a {@link org.rnnc.processor.schedule.Plan}: five
 * programs, each a list of stages, each a list of kernels. Nothing here knows a machine or a language.
 */
@NullMarked
package org.rnnc.processor.schedule;

import org.jspecify.annotations.NullMarked;
