// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import org.rnnc.processor.schedule.kernel.KernelBudget;
import org.rnnc.processor.schedule.pack.Pack;

/** What a plan is carried out by: it decides how far loops go, how long rows are, and in which order weights lie. */
public interface Target {
    /** What it is called, in {@code explain}. */
    String name();

    /** How much one loop takes. */
    KernelBudget budget();

    /** The length of a row that holds so many numbers. */
    int padded(int size);

    /** How a pack is kept. */
    PackLayout layout(Pack pack);
}
