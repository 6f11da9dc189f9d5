// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Network;
import org.rnnc.records.Steps;
import org.rnnc.runtime.model.StreamingModel;

/**
 * Steps the states of many keys in one call. Records wait until there are enough of different keys, and never longer than they
 * may: a second record of a key, a watermark, a checkpoint's barrier and the end of the input send them on. So nothing waits
 * while a checkpoint is made, and order is kept. A call that is not full is made of single steps, which have the same bits.
 */
abstract class ManyKeysOperator<I, O> extends AbstractStreamOperator<O> {
    private static final long serialVersionUID = 1;

    private final Steps<I, O> steps;
    private final Together together;
    private final Evolution evolution;

    private transient @Nullable Network<I, O> network;
    private transient @Nullable KeyedStates states;
    private transient @Nullable TypeSerializer<I> copier;
    private transient @Nullable StreamRecord<O> answer;
    private transient List<StreamRecord<I>> records = List.of();
    private transient List<Object> keys = List.of();
    private transient List<RunningState> running = List.of();
    private transient Set<Object> distinct = Set.of();
    private transient @Nullable ScheduledFuture<?> timer;

    ManyKeysOperator(Steps<I, O> steps, Together together, Evolution evolution) {
        this.steps = steps;
        this.together = together;
        this.evolution = evolution;
    }

    /** The model to begin with. */
    StreamingModel model() throws Exception {
        return steps.newModel();
    }

    @Override
    public void open() throws Exception {
        super.open();
        StreamingModel model = model();
        network = Network.of(steps, model, together.records());
        states = KeyedStates.of(getRuntimeContext(), Networks.STATES, model, evolution);
        copier = getExecutionConfig().isObjectReuseEnabled()
                ? getOperatorConfig().getTypeSerializerIn(0, getUserCodeClassloader())
                : null;
        answer = new StreamRecord<>(null);
        records = new ArrayList<>();
        keys = new ArrayList<>();
        running = new ArrayList<>();
        distinct = new HashSet<>();
    }

    /** Goes on with another model; what waits is still stepped on with this one. */
    final void swap(StreamingModel model) throws Exception {
        stepAll();
        network = Network.of(steps, model, together.records());
        Objects.requireNonNull(states, "states").setModel(model);
    }

    final void take(StreamRecord<I> record) throws Exception {
        Object key = getCurrentKey();
        if (together.records() > 1 && !distinct.add(key)) {
            stepAll();
            distinct.add(key);
        }
        records.add(copier == null ? record.copy(record.getValue()) : record.copy(copier.copy(record.getValue())));
        keys.add(key);
        if (records.size() == together.records()) {
            stepAll();
        } else if (timer == null) {
            ProcessingTimeService time = getProcessingTimeService();
            timer = time.registerTimer(
                    time.getCurrentProcessingTime() + together.delay().toMillis(), now -> {
                        timer = null;
                        stepAll();
                    });
        }
    }

    private void stepAll() throws Exception {
        Network<I, O> all = Objects.requireNonNull(network, "network");
        KeyedStates kept = Objects.requireNonNull(states, "states");
        boolean isFull = records.size() == all.many() && all.many() > 1;
        for (int i = 0; isFull && i < records.size(); i++) {
            setCurrentKey(keys.get(i));
            running.add(kept.get());
            all.take(i, running.get(i).state(), records.get(i).getValue());
        }
        if (isFull) {
            all.stepTogether();
        }
        for (int i = 0; i < records.size(); i++) {
            StreamRecord<I> record = records.get(i);
            setCurrentKey(keys.get(i));
            RunningState own = isFull ? running.get(i) : kept.get();
            O value = isFull ? all.answer(i, record.getValue()) : all.step(own.state(), record.getValue());
            kept.put(own);
            send(value, record);
        }
        records.clear();
        keys.clear();
        running.clear();
        distinct.clear();
    }

    private void send(@Nullable O value, StreamRecord<I> record) {
        if (value == null) {
            return;
        }
        StreamRecord<O> out = Objects.requireNonNull(answer, "answer");
        out.replace(value);
        if (record.hasTimestamp()) {
            out.setTimestamp(record.getTimestamp());
        } else {
            out.eraseTimestamp();
        }
        output.collect(out);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        stepAll();
        super.prepareSnapshotPreBarrier(checkpoint);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        stepAll();
        super.processWatermark(mark);
    }

    @Override
    public void finish() throws Exception {
        stepAll();
        super.finish();
    }
}
