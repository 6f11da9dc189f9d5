// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.Serializable;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.StreamingModel;

/** How readings of sensors become steps of the tests' network, and its surprise at each a score. */
class Watching implements Lessons<Watching.Reading, Watching.Score> {
    private static final long serialVersionUID = 1;

    /** A network that says how far a reading is from what it had expected, and learns to expect better. */
    @RnnModel(name = "Watch", text = """
            input  now: vector<2>
            output next = now |> gru(8) |> dense(1)
            output error = previous(next) - dot(now, concat(1, 0))
            loss   mse(next)
            train { window 6; batch 4; optimizer adam(rate = 0.01); clip norm 1 }
            """)
    interface WatchSpec {}

    /** What a sensor reads in an hour. */
    public record Reading(int sensor, int hour, float value) implements Serializable {}

    /** What the network makes of it: what it expects next, and by how much it was wrong before. */
    public record Score(int sensor, int hour, float next, float error) implements Serializable {}

    static final int SENSORS = 97;

    /** Readings follow from their number alone: hour after hour, in each hour all sensors. */
    static Reading reading(long number) {
        int sensor = (int) (number % SENSORS);
        int hour = (int) (number / SENSORS);
        float value = (float) Math.sin(0.3 * hour + sensor) + 0.1f * ((number * 2654435761L >>> 7) % 19 - 9);
        return new Reading(sensor, hour, value);
    }

    @Override
    public StreamingModel newModel() {
        return Watch.create(1);
    }

    @Override
    public void read(Reading reading, Object[] inputs) {
        float[] now = (float[]) inputs[0];
        now[0] = reading.value();
        now[1] = reading.hour() % 24 / 24f;
    }

    @Override
    public void teach(Reading reading, Object[] targets) {
        ((float[]) targets[0])[0] = reading.value();
    }

    @Override
    public Score answer(Reading reading, Object[] outputs) {
        return new Score(reading.sensor(), reading.hour(), ((float[]) outputs[0])[0], ((float[]) outputs[1])[0]);
    }
}
