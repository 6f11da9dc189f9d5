// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

/**
 * Something that remembers how training went so far, and whose memory can go into a checkpoint: kept with the others by
 * {@link Checkpoints#keep(String, Resumable)}, or as a note by hand.
 */
public interface Resumable {
    /**
     * All that is remembered, exactly.
     *
     * @return text for {@link #resume}
     */
    String memory();

    /**
     * Goes on where another one was that is set up in the same way.
     *
     * @param memory what {@link #memory()} returned
     * @throws IllegalArgumentException if it cannot be that; nothing has changed then
     */
    void resume(String memory);
}
