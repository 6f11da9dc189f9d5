// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps all that comes as state of its own, and hands it out at the end of the stream: what was lost or came twice is seen, across
 * restarts and savepoints.
 */
class CollectOperator extends AbstractStreamOperator<Watching.Score>
        implements OneInputStreamOperator<Watching.Score, Watching.Score> {
    private static final long serialVersionUID = 1;
    private static final ConcurrentHashMap<String, List<Watching.Score>> RESULTS = new ConcurrentHashMap<>();

    private final String name;
    private transient ListState<Watching.Score> saved;
    private transient List<Watching.Score> scores;

    CollectOperator(String name) {
        this.name = name;
    }

    /** What a stream ended with; once. */
    static List<Watching.Score> take(String name) {
        return RESULTS.remove(name);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        saved = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("scores", Watching.Score.class));
        scores = new ArrayList<>();
        saved.get().forEach(scores::add);
    }

    @Override
    public void processElement(StreamRecord<Watching.Score> score) {
        scores.add(score.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        saved.update(scores);
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        RESULTS.put(name, scores);
    }
}
