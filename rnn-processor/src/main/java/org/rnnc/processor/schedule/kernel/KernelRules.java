// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import org.rnnc.processor.schedule.pack.Packs;

/**
 * What decides which nodes become one kernel.
 *
 * @param packs the matrices that are multiplied together
 * @param budget how far element-wise work goes into one loop
 */
public record KernelRules(Packs packs, KernelBudget budget) {}
