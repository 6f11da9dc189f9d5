// SPDX-License-Identifier: Apache-2.0

/**
 * The public side of a compiled network: {@link org.rnnc.runtime.Model} and what hangs on it, parameter files,
 * checkpoints, random numbers, sampling, and a training loop with schedules of the learning rate and validation. Metrics
 * are in {@link org.rnnc.runtime.metric}, texts in {@link org.rnnc.runtime.text}.
 */
package org.rnnc.runtime;
