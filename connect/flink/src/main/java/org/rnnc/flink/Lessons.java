// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import org.rnnc.records.Steps;

/**
 * Steps whose answers are learned from as well. What a step should have answered is known when the next record of its key comes:
 * so forecasts learn from what came, and labels from those that arrive late.
 *
 * @param <I> records that come in
 * @param <O> records that go out
 */
public interface Lessons<I, O> extends Steps<I, O> {
    /**
     * Fills in what the step before should have answered.
     *
     * @param record the one that came after it, of the same key
     * @param targets an array for each target of the model; to be filled in
     */
    void teach(I record, Object[] targets);
}
