// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.rnnc.records.Steps;

/** Many keys in one call, with the parameters that the model is made with. */
final class ScoringOperator<I, O> extends ManyKeysOperator<I, O> implements OneInputStreamOperator<I, O> {
    private static final long serialVersionUID = 1;

    ScoringOperator(Steps<I, O> steps, Together together, Evolution evolution) {
        super(steps, together, evolution);
    }

    @Override
    public void processElement(StreamRecord<I> record) throws Exception {
        take(record);
    }
}
