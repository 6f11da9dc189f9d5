// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.WindowSource;

/**
 * A model with its trainer and its data, on an executor. It is made once for each thread and used again for each update; what it
 * knows of training is what the driver has sent last, so that it does not matter which one runs a part, nor how often.
 */
final class Replica {
    /** Those of this JVM that nobody uses just now, by training. */
    private static final Map<String, Queue<Replica>> IDLE = new ConcurrentHashMap<>();

    private final String training;
    private final Trainer trainer;
    private final WindowSource source;
    private final long[] ids;
    private int epoch = -1;

    private Replica(String training, Supply supply) throws Exception {
        this.training = training;
        Model model = supply.newModel();
        trainer = model.newTrainer();
        source = supply.newSource();
        ids = new long[model.info().batch()];
    }

    static Replica take(String training, Supply supply) throws Exception {
        Replica idle = idle(training).poll();
        return idle == null ? new Replica(training, supply) : idle;
    }

    private static Queue<Replica> idle(String training) {
        return IDLE.computeIfAbsent(training, key -> new ConcurrentLinkedQueue<>());
    }

    void giveBack() {
        idle(training).add(this);
    }

    /** The gradients of a part. */
    Partial gradients(int part, Round round) {
        double loss = trainer.gradients(batch(part, round.window(part, 0)));
        return new Partial(part, part + 1, loss, new Numbers[] {Numbers.of(trainer.gradients())});
    }

    /** Some updates in a row, and what has become of the parameters and of the optimizer's memory. */
    Partial updates(int part, Round round) {
        // Each part begins where the driver is, not where the part before it has ended.
        set(round);
        double loss = 0;
        for (int i = 0; i < round.count(); i++) {
            loss += trainer.train(batch(part, round.window(part, i)));
        }
        Numbers[] numbers = {Numbers.of(trainer.model().parameters()), Numbers.of(trainer.optimizerState())};
        return new Partial(part, part + 1, loss / round.count(), numbers);
    }

    /** Takes over where the driver is; random masks follow from the number of updates. */
    void set(Round round) {
        round.parameters().writeTo(trainer.model().parameters());
        if (round.count() > 0) {
            round.optimizer().writeTo(trainer.optimizerState());
        }
        trainer.setUpdates(round.updates());
        trainer.setLearningRate(round.learningRate());
    }

    /** Sequences without names have those of their place in the whole update, so that no two parts have the same masks. */
    private Batch batch(int part, long window) {
        int windows = source.windows();
        if (window / windows != epoch) {
            epoch = Math.toIntExact(window / windows);
            source.startEpoch(epoch);
        }
        Batch batch = source.batch((int) (window % windows));
        if (batch.ids() == null || batch.ids() == ids) {
            Arrays.setAll(ids, i -> (long) part * ids.length + i);
            batch.ids(ids);
        }
        return batch;
    }
}
