// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

/** A workload of one contender, ready to be timed. It has a loop of its own, so that C2 inlines what is called in it. */
public interface Timed {
    /** @param calls how many to make, one after the other */
    void run(int calls);
}
