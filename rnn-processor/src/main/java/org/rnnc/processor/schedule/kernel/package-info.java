// SPDX-License-Identifier: Apache-2.0

/**
 * Forms kernels. In come the nodes of a stage; out go {@link org.rnnc.processor.schedule.kernel.Kernel kernels}, packed
 * and fused as far as a {@link org.rnnc.processor.schedule.kernel.KernelBudget} allows.
 */
@NullMarked
package org.rnnc.processor.schedule.kernel;

import org.jspecify.annotations.NullMarked;
