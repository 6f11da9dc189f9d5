// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.rnnc.flink.Lessons;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.model.StreamingModel;

/** All that Flink needs to know: where the network comes from, and how readings go in and scores come out. */
final class Scoring implements Lessons<Reading, Score> {
    private static final long serialVersionUID = 1;

    private final byte[] parameters;

    /** @param parameters the bytes of a parameter file */
    Scoring(byte[] parameters) {
        this.parameters = parameters.clone();
    }

    @Override
    public StreamingModel newModel() throws IOException {
        Sentinel model = Sentinel.create();
        ParameterFile.load(model, new ByteArrayInputStream(parameters));
        return model;
    }

    @Override
    public void read(Reading reading, Object[] inputs) {
        float[] now = (float[]) inputs[0];
        now[0] = reading.value();
        now[1] = (float) Math.sin(Sensors.angle(reading.hour()));
        now[2] = (float) Math.cos(Sensors.angle(reading.hour()));
    }

    @Override
    public Score answer(Reading reading, Object[] outputs) {
        return new Score(reading.sensor(), reading.hour(), reading.value(), ((float[]) outputs[1])[0]);
    }

    /** What should have been expected before a reading is the reading. */
    @Override
    public void teach(Reading reading, Object[] targets) {
        ((float[]) targets[0])[0] = reading.value();
    }
}
