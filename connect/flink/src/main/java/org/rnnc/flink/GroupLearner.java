// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.rnnc.records.Network;
import org.rnnc.records.Rows;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/**
 * The network of one key group, which learns from the group's records in the order in which they come. The first keys to come
 * fill the sequences of a batch, a step each time they come again. There is an update when all are full, when one that is full
 * comes again, or when none of this has happened for long, by sequences of the lengths they have then; and the next keys follow.
 * For one thread.
 *
 * @param <K> keys
 * @param <I> records that come in
 * @param <O> records that go out
 */
final class GroupLearner<K, I, O> {
    /** An update comes at the latest when the group has had so many records for each step of a batch. */
    private static final int PATIENCE = 64;

    private final Lessons<I, O> lessons;
    private final ModelInfo info;
    private final Network<I, O> network;
    private final Trainer trainer;
    private final Object[] beginning;
    private final Object[] inputs;
    private final Object[] targets;
    private final Object[] allBeginnings;
    private final Object[] allInputs;
    private final Object[] allTargets;
    private final Batch batch;
    private final int[] lengths;
    private final Map<K, Integer> sequences = new LinkedHashMap<>();
    private int seen;
    private long leftOut;

    GroupLearner(Lessons<I, O> lessons, StreamingModel model) {
        this.lessons = lessons;
        info = model.info();
        check();
        network = Network.of(lessons, model);
        trainer = model.newTrainer();
        int steps = info.window() * info.batch();
        beginning = Rows.arrays(info, info.inputs(), spec -> !spec.perStep(), 1);
        inputs = Rows.arrays(info, info.inputs(), DataSpec::perStep, 1);
        targets = Rows.arrays(info, info.targets(), spec -> true, 1);
        allBeginnings = Rows.arrays(info, info.inputs(), spec -> !spec.perStep(), info.batch());
        allInputs = Rows.arrays(info, info.inputs(), DataSpec::perStep, steps);
        allTargets = Rows.arrays(info, info.targets(), spec -> true, steps);
        batch = batch();
        lengths = new int[info.batch()];
    }

    private void check() {
        if (info.targets().isEmpty()) {
            throw new IllegalArgumentException("model " + info.name() + " has no loss to learn by");
        }
        if (info.carriesState() || !info.targets().stream().allMatch(DataSpec::perStep)) {
            throw new IllegalArgumentException("model " + info.name()
                    + ": learning on line is by windows of their own, with a target for each step;"
                    + " without \"carry state\", and without targets per sequence");
        }
    }

    private Batch batch() {
        Batch all = new Batch(info);
        int step = 0;
        int sequence = 0;
        for (DataSpec spec : info.inputs()) {
            all.input(spec.name(), spec.perStep() ? allInputs[step++] : allBeginnings[sequence++]);
        }
        for (int i = 0; i < allTargets.length; i++) {
            all.target(info.targets().get(i).name(), allTargets[i]);
        }
        return all;
    }

    Network<I, O> network() {
        return network;
    }

    long updates() {
        return trainer.updates();
    }

    /** How many updates were not made, since a gradient was not finite. */
    long leftOut() {
        return leftOut;
    }

    /** Learns from a record: it is what the step before should have answered, and the next step. */
    void watch(K key, I record) {
        Integer own = sequences.get(key);
        if (own != null && lengths[own] == info.window()) {
            learn();
            own = null;
        }
        if (own != null) {
            lessons.teach(record, targets);
            Rows.put(targets, allTargets, row(own));
            lengths[own]++;
        } else if (sequences.size() < info.batch()) {
            own = sequences.size();
            sequences.put(key, own);
            lessons.begin(record, beginning);
            Rows.put(beginning, allBeginnings, own);
        }
        if (own != null && lengths[own] < info.window()) {
            lessons.read(record, inputs);
            Rows.put(inputs, allInputs, row(own));
        }
        seen++;
        if (isFull() || seen >= (long) PATIENCE * info.window() * info.batch()) {
            learn();
        }
    }

    private int row(int sequence) {
        return lengths[sequence] * info.batch() + sequence;
    }

    private boolean isFull() {
        for (int length : lengths) {
            if (length < info.window()) {
                return false;
            }
        }
        return true;
    }

    private void learn() {
        double loss = trainer.gradients(batch.lengths(lengths));
        try {
            if (Double.isFinite(loss)) {
                trainer.update();
            } else {
                leftOut++;
            }
        } catch (IllegalStateException notFinite) {
            leftOut++;
        }
        sequences.clear();
        Arrays.fill(lengths, 0);
        seen = 0;
    }

    void write(DataOutputView out, TypeSerializer<K> keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Checkpoint.save(trainer, bytes, Map.of());
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
        out.writeInt(seen);
        out.writeLong(leftOut);
        out.writeInt(sequences.size());
        for (K key : sequences.keySet()) {
            keys.serialize(key, out);
        }
        RowBytes.write(lengths, out);
        RowBytes.write(allBeginnings, out);
        RowBytes.write(allInputs, out);
        RowBytes.write(allTargets, out);
    }

    void read(DataInputView in, TypeSerializer<K> keys) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        Checkpoint.restore(trainer, new ByteArrayInputStream(bytes));
        seen = in.readInt();
        leftOut = in.readLong();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            sequences.put(keys.deserialize(in), i);
        }
        RowBytes.read(lengths, in);
        RowBytes.read(allBeginnings, in);
        RowBytes.read(allInputs, in);
        RowBytes.read(allTargets, in);
    }
}
