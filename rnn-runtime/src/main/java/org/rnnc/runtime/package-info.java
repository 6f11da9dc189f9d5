// SPDX-License-Identifier: Apache-2.0

/**
 * The public side of a compiled network: {@link org.rnnc.runtime.Model} and what hangs on it, parameter files,
 * checkpoints, random numbers, sampling and a training loop.
 */
package org.rnnc.runtime;
