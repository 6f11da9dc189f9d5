// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** What a program without Flink makes of the same readings: what the jobs are held against. */
final class OneJvm {
    /** What Flink has for jobs of this size. */
    private static final int KEY_GROUPS = 128;

    private OneJvm() {}

    /** The scores of a network that does not learn. */
    static List<Watching.Score> scores(long readings, Watch model) {
        return sorted(scores(0, readings, model, states(model)));
    }

    /** A new state for each sensor. */
    static State[] states(StreamingModel model) {
        State[] states = new State[Watching.SENSORS];
        Arrays.setAll(states, i -> model.newState());
        return states;
    }

    /** Steps on by some readings, in their order. */
    static List<Watching.Score> scores(long from, long end, StreamingModel model, State[] states) {
        Watching watching = new Watching();
        Session session = model.newSession();
        Object[] now = {new float[2]};
        Object[] answers = {new float[1], new float[1]};
        List<Watching.Score> scores = new ArrayList<>();
        for (long number = from; number < end; number++) {
            Watching.Reading reading = Watching.reading(number);
            watching.read(reading, now);
            session.step(states[reading.sensor()], now, answers);
            scores.add(watching.answer(reading, answers));
        }
        return scores;
    }

    /** The scores of networks that learn, one for each key group. */
    static List<Watching.Score> learned(long readings) {
        Watching watching = new Watching();
        Map<Integer, GroupLearner<Integer, Watching.Reading, Watching.Score>> learners = new HashMap<>();
        Map<Integer, State> states = new HashMap<>();
        List<Watching.Score> scores = new ArrayList<>();
        for (long number = 0; number < readings; number++) {
            Watching.Reading reading = Watching.reading(number);
            var learner = learners.computeIfAbsent(
                    KeyGroupRangeAssignment.assignToKeyGroup(reading.sensor(), KEY_GROUPS),
                    group -> new GroupLearner<>(watching, watching.newModel()));
            learner.watch(reading.sensor(), reading);
            State state = states.computeIfAbsent(
                    reading.sensor(), sensor -> watching.newModel().newState());
            scores.add(learner.network().step(state, reading));
        }
        return sorted(scores);
    }

    static List<Watching.Score> sorted(List<Watching.Score> scores) {
        return scores.stream()
                .sorted(Comparator.comparingInt(Watching.Score::sensor).thenComparingInt(Watching.Score::hour))
                .toList();
    }
}
