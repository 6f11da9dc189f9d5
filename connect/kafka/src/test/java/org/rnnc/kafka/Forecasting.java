// SPDX-License-Identifier: Apache-2.0
package org.rnnc.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Steps;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Forecasts of the tests' network; readings below zero get no answer. */
class Forecasting implements Steps<Float, Float> {
    private static final long serialVersionUID = 1;

    @RnnModel(name = "Forecast", text = """
            input  x: vector<1>
            output next = x |> lstm(6) |> dense(1)
            """)
    interface ForecastSpec {}

    @RnnModel(name = "Other", text = """
            input  x: vector<1>
            output next = x |> lstm(7) |> dense(1)
            """)
    interface OtherSpec {}

    /** A value that came, and what was answered to it. */
    record Answer(String key, Float value) {}

    @Override
    public StreamingModel newModel() {
        return Forecast.create(1);
    }

    @Override
    public void read(Float value, Object[] inputs) {
        ((float[]) inputs[0])[0] = value;
    }

    @Override
    public @Nullable Float answer(Float value, Object[] outputs) {
        return value < 0 ? null : ((float[]) outputs[0])[0];
    }

    /** The same network without Kafka. */
    static final class OneJvm {
        private final Forecast model = Forecast.create(1);
        private final Session session = model.newSession();
        private final Map<String, State> states = new HashMap<>();
        private final float[] output = new float[1];

        List<Answer> answers(List<Answer> values) {
            List<Answer> all = new ArrayList<>();
            for (Answer in : values) {
                State state = states.computeIfAbsent(in.key(), key -> model.newState());
                session.step(state, new Object[] {new float[] {in.value()}}, new Object[] {output});
                if (in.value() >= 0) {
                    all.add(new Answer(in.key(), output[0]));
                }
            }
            return all;
        }
    }

    /** Values of some keys, in an order that is not that of the keys. */
    static List<Answer> values(int from, int end) {
        List<Answer> all = new ArrayList<>();
        for (int i = from; i < end; i++) {
            int hash = ByteBuffer.allocate(Integer.BYTES).putInt(i * 0x9e3779b9).get(0);
            all.add(new Answer("key" + Math.floorMod(hash, 5), (float) Math.sin(i)));
        }
        return all;
    }
}
