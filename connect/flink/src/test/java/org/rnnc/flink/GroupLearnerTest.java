// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.StreamingModel;

/** What the network of a key group learns, beside a trainer that is given the same windows by hand. */
class GroupLearnerTest {
    private static final int WINDOW = 6;
    private static final int BATCH = 4;

    @RnnModel(name = "Carrying", text = """
            input  x: vector<2>
            output y = x |> rnn(1)
            loss   mse(y)
            train { window 6, carry state; optimizer sgd(rate = 0.1) }
            """)
    interface CarryingSpec {}

    private final Watch model = Watch.create(1);
    private final GroupLearner<Integer, Watching.Reading, Watching.Score> learner =
            new GroupLearner<>(new Watching(), model);
    private final Watch byHand = Watch.create(1);
    private final Watch.Trainer trainer = byHand.newTrainer();

    private static Watching.Reading reading(int sensor, int hour) {
        return Watching.reading((long) hour * Watching.SENSORS + sensor);
    }

    private void watch(int sensor, int hour) {
        learner.watch(sensor, reading(sensor, hour));
    }

    /** Trains on windows of some lengths that begin in the same hour, of sensors one after the other. */
    private void train(int firstSensor, int from, int... lengths) {
        Object[] now = {new float[2]};
        float[] inputs = new float[WINDOW * BATCH * 2];
        float[] targets = new float[WINDOW * BATCH];
        for (int i = 0; i < BATCH; i++) {
            for (int step = 0; step < lengths[i]; step++) {
                int row = step * BATCH + i;
                new Watching().read(reading(firstSensor + i, from + step), now);
                System.arraycopy(now[0], 0, inputs, 2 * row, 2);
                targets[row] = reading(firstSensor + i, from + step + 1).value();
            }
        }
        trainer.train(inputs, targets, lengths);
    }

    private void assertLearnedTheSame(long updates) {
        assertEquals(updates, learner.updates());
        assertEquals(updates, trainer.updates());
        for (int i = 0; i < model.parameters().size(); i++) {
            assertArrayEquals(
                    byHand.parameters().get(i).toArray(),
                    model.parameters().get(i).toArray());
        }
    }

    @Test
    void windowsThatAreFullAreLearnedFrom() {
        for (int hour = 0; hour <= 2 * WINDOW + 1; hour++) {
            for (int sensor = 0; sensor < 10; sensor++) {
                watch(sensor, hour);
            }
        }
        train(0, 0, WINDOW, WINDOW, WINDOW, WINDOW);
        // The last of the four was full in hour 6; sensors 4 to 7 came next, in that hour.
        train(BATCH, WINDOW, WINDOW, WINDOW, WINDOW, WINDOW);
        assertLearnedTheSame(2);
    }

    @Test
    void whoIsFullDoesNotWaitForOthersForEver() {
        for (int hour = 0; hour <= WINDOW + 1; hour++) {
            watch(0, hour);
            watch(1, hour);
            if (hour < 3) {
                watch(2, hour);
            }
        }
        train(0, 0, WINDOW, WINDOW, 2, 0);
        assertLearnedTheSame(1);
    }

    @Test
    void keysThatDoNotComeAgainMakeRoom() {
        for (int sensor = 0; sensor < BATCH; sensor++) {
            watch(sensor, 0);
        }
        watch(0, 1);
        int hour = 0;
        while (learner.updates() == 0) {
            watch(20, hour++);
            assertTrue(hour < 10_000, "no update");
        }
        train(0, 0, 1, 0, 0, 0);
        assertLearnedTheSame(1);
    }

    @Test
    void goesOnFromItsBytes() throws IOException {
        for (int hour = 0; hour < WINDOW + 3; hour++) {
            for (int sensor = 0; sensor < 5; sensor++) {
                watch(sensor, hour);
            }
        }
        DataOutputSerializer out = new DataOutputSerializer(64);
        learner.write(out, IntSerializer.INSTANCE);
        GroupLearner<Integer, Watching.Reading, Watching.Score> other =
                new GroupLearner<>(new Watching(), Watch.create(9));
        other.read(new DataInputDeserializer(out.getCopyOfBuffer()), IntSerializer.INSTANCE);
        for (int hour = WINDOW + 3; hour < 5 * WINDOW; hour++) {
            for (int sensor = 0; sensor < 5; sensor++) {
                watch(sensor, hour);
                other.watch(sensor, reading(sensor, hour));
            }
        }
        assertTrue(learner.updates() > 2);
        for (int i = 0; i < model.parameters().size(); i++) {
            assertArrayEquals(
                    model.parameters().get(i).toArray(),
                    other.network().model().parameters().get(i).toArray());
        }
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        for (int hour = 0; hour <= WINDOW; hour++) {
            for (int sensor = 0; sensor < BATCH; sensor++) {
                learner.watch(sensor, new Watching.Reading(sensor, hour, 3e38f));
            }
        }
        assertEquals(0, learner.updates());
        assertEquals(1, learner.leftOut());
        trainer.setUpdates(0);
        assertLearnedTheSame(0);
    }

    @Test
    void modelsThatCannotLearnSoAreRefused() {
        StreamingModel carrying = Carrying.create(1);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new GroupLearner<>(new Watching(), carrying))
                .getMessage();
        assertTrue(message.contains("without \"carry state\""), message);
    }
}
