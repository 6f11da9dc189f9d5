// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * A network for each key group, which answers, and learns from the records of the group. Key groups are what Flink moves when the
 * parallelism changes; so what is learned does not depend on it. A group's network, its optimizer and the window that is being
 * filled are raw keyed state, which moves with the group.
 */
final class LearningOperator<K, I, O> extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O> {
    private static final long serialVersionUID = 1;

    private final Lessons<I, O> lessons;
    private final Evolution evolution;
    private transient @Nullable KeyedStates states;
    private transient Map<Integer, GroupLearner<K, I, O>> learners = Map.of();
    private transient int groups;

    LearningOperator(Lessons<I, O> lessons, Evolution evolution) {
        this.lessons = lessons;
        this.evolution = evolution;
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        learners = new TreeMap<>();
        for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
            learner(group.getKeyGroupId()).read(new DataInputViewStreamWrapper(group.getStream()), keys());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        states = KeyedStates.of(getRuntimeContext(), Networks.STATES, lessons.newModel(), evolution);
        getMetricGroup().gauge("updates", () -> sum(GroupLearner::updates));
        getMetricGroup().gauge("updatesLeftOut", () -> sum(GroupLearner::leftOut));
    }

    private long sum(ToLongFunction<GroupLearner<K, I, O>> number) {
        return learners.values().stream().mapToLong(number).sum();
    }

    private GroupLearner<K, I, O> learner(int group) throws Exception {
        GroupLearner<K, I, O> learner = learners.get(group);
        if (learner == null) {
            learner = new GroupLearner<>(lessons, lessons.newModel());
            learners.put(group, learner);
        }
        return learner;
    }

    @SuppressWarnings("unchecked")
    private K key() {
        return (K) getCurrentKey();
    }

    private TypeSerializer<K> keys() {
        return this.<K>getKeyedStateBackend().getKeySerializer();
    }

    @Override
    public void processElement(StreamRecord<I> record) throws Exception {
        K key = key();
        GroupLearner<K, I, O> learner = learner(KeyGroupRangeAssignment.assignToKeyGroup(key, groups));
        learner.watch(key, record.getValue());
        KeyedStates all = Objects.requireNonNull(states, "states");
        all.setModel(learner.network().model());
        RunningState running = all.get();
        O answer = learner.network().step(running.state(), record.getValue());
        all.put(running);
        if (answer != null) {
            output.collect(record.replace(answer));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        KeyedStateCheckpointOutputStream out = context.getRawKeyedOperatorStateOutput();
        for (int group : out.getKeyGroupList()) {
            GroupLearner<K, I, O> learner = learners.get(group);
            if (learner != null) {
                out.startNewKeyGroup(group);
                learner.write(new DataOutputViewStreamWrapper(out), keys());
            }
        }
    }
}
