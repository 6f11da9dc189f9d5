// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.rnnc.runtime.io.ParameterFile;

/** Trains the network before the stream begins, on sensors that are not among those watched later. */
final class Teacher {
    private static final int SENSORS = 512;
    private static final int HOURS = 400;

    private final Sentinel model = Sentinel.create(1);
    private final int epochs;

    Teacher(int epochs) {
        this.epochs = epochs;
    }

    /** Trains, and gives the bytes of a parameter file. */
    byte[] parameters() throws IOException {
        Sentinel.Trainer trainer = model.newTrainer();
        int window = model.info().window();
        int batch = model.info().batch();
        float[] inputs = new float[window * batch * 3];
        float[] targets = new float[window * batch];
        int turns = epochs * SENSORS / batch * (HOURS / window);
        for (int turn = 0; turn < turns; turn++) {
            fill(turn, inputs, targets);
            trainer.train(inputs, targets);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ParameterFile.save(model, file, Map.of());
        return file.toByteArray();
    }

    /** A window of some sensors: in turn others, and other hours. The rhythm does not change in their time. */
    private void fill(int turn, float[] inputs, float[] targets) {
        int batch = model.info().batch();
        Sensors past = new Sensors(SENSORS, Integer.MAX_VALUE);
        int windows = HOURS / model.info().window();
        int start = turn * 7 % windows * model.info().window();
        float[] now = new float[3];
        for (int step = 0; step < model.info().window(); step++) {
            for (int i = 0; i < batch; i++) {
                int sensor = (turn * batch + i) % SENSORS;
                int row = step * batch + i;
                Reading reading = past.reading((long) (start + step) * SENSORS + sensor);
                new Scoring(new byte[0]).read(reading, new Object[] {now});
                System.arraycopy(now, 0, inputs, 3 * row, 3);
                targets[row] = past.reading((long) (start + step + 1) * SENSORS + sensor)
                        .value();
            }
        }
    }

    /** The root mean square error of the forecasts for sensors that the network knows by now. */
    double error() {
        Sensors past = new Sensors(SENSORS, Integer.MAX_VALUE);
        Scoring scoring = new Scoring(new byte[0]);
        Sentinel.Session session = model.newSession();
        Sentinel.State[] states = new Sentinel.State[SENSORS];
        Arrays.setAll(states, i -> model.newState());
        float[] now = new float[3];
        float[] next = new float[1];
        float[] error = new float[1];
        double squares = 0;
        long count = 0;
        for (long number = 0; number < (long) HOURS * SENSORS; number++) {
            Reading reading = past.reading(number);
            scoring.read(reading, new Object[] {now});
            session.step(states[reading.sensor()], now, next, error);
            if (reading.hour() >= Findings.HOURS_TO_SETTLE && !past.isAnomaly(reading.sensor(), reading.hour())) {
                squares += error[0] * error[0];
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }

    Sentinel model() {
        return model;
    }
}
