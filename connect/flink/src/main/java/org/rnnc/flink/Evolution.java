// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

/** What becomes of the states in a checkpoint when the network is another one now. */
public enum Evolution {
    /** The job does not start: the safe choice, and the one if nothing is said. */
    REFUSE,

    /**
     * Numbers of the same name and size are kept, and others start as in a new state: for a layer that was added, or an output
     * of another size. The network must have been trained for what it takes over.
     */
    KEEP_WHAT_FITS,

    /** Each key starts anew. */
    START_ANEW
}
