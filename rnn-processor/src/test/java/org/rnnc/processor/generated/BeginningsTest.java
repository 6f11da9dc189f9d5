// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** What sequences begin with: starts that are learned, given or computed; inputs per sequence; own values fed back. */
class BeginningsTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<String> streaming() {
        return Stream.of(
                // starts
                "input x: vector<3> output y = x |> lstm(4, h = learned, c = learned) |> dense(2)",
                "input x: vector<3> output y = x |> gru(5, h = 0.5) |> rnn(3, h = learned) |> dense(2)",
                "cell leaky { input x: vector<n> param b: vector<n> state h: vector<n> start tanh(2 * b), s: scalar start learned"
                        + " h = 0.5 * h[t-1] + x + s[t-1] + b  s = 0.5 * s[t-1] + 0.1 * sum(h) output h }"
                        + " input x: vector<3> output y = x |> leaky |> dense(2)",
                "input x: vector<3> output y = x |> gru(5, h = learned) |> last |> dense(2)",
                // inputs per sequence
                "input x: vector<3>, s: vector<4> per sequence output y = x |> gru(4, h = s) |> dense(2)",
                "input x: vector<3>, s: vector<2> per sequence output y = x |> lstm(5, h = s |> dense(5), c = tanh(sum(s))) |> dense(2)",
                "input x: token<5>, s: token<7> per sequence output y = x |> gru(4, h = s |> embedding(4)) |> dense(2)",
                "input x: vector<3>, s: vector<2> per sequence output y = concat(x, repeat(s)) |> gru(4) |> dense(2)",
                "input s: vector<3> per sequence output y = repeat(s) |> gru(4) |> dense(2)",
                "cell modulated(n) { input x: vector<m>, c: vector<k> per sequence param W: matrix<n, m>, V: matrix<n, k>, b: vector<n>"
                        + " state h: vector<n> start V * c h = tanh(W * x + V * repeat(c) + b + 0.5 * h[t-1]) output h }"
                        + " input x: vector<3>, s: vector<2> per sequence output y = x |> modulated(4, c = s) |> dense(2)",
                "input x: vector<3>, s: vector<2> per sequence output y = x |> rnn(4) |> dense(2) output z = s |> dense(3)",
                // own values
                "input seed: vector<2> per sequence output y = previous(y, start = seed) |> gru(5) |> dense(2)",
                "input seed: vector<2> per sequence output y = previous(y, start = seed) |> lstm(4, h = learned) |> gru(3) |> dense(2)",
                "input x: vector<3> output y = concat(x, previous(y)) |> rnn(4) |> dense(2)",
                "input x: vector<3> e = x |> dense(4) output y = e + previous(e) |> gru(3) |> dense(2)",
                "input x: vector<3> output y = x + previous(x, start = learned) |> gru(3) |> dense(2)",
                "input x: vector<3> output a = previous(b) + x |> rnn(3) b = a |> rnn(3) |> tanh output y = a .* b |> dense(2)",
                "input x: vector<3> output y = 0.5 * previous(y, start = 0.3) + x");
    }

    /** Models that need whole sequences. */
    static Stream<String> whole() {
        return Stream.of(
                "input x: vector<3> output y = x |> bidirectional(lstm(4, h = learned)) |> final |> dense(2)",
                "input x: vector<3> e = x |> gru(4) |> last output y = x |> gru(4, h = e) |> dense(2)",
                "input x: vector<3>, s: vector<2> per sequence"
                        + " output y = x |> bidirectional(gru(4, h = s |> dense(4)), merge = sum) |> dense(2)",
                "input x: vector<3> b = x |> bidirectional(rnn(2)) output y = previous(b, start = learned) |> gru(3) |> dense(2)");
    }

    static Stream<String> all() {
        return Stream.concat(streaming(), whole());
    }

    private static ModelSpec spec(String model, String precision) {
        return EmittedModel.spec(
                "Begun",
                model + " loss mse(y, reduction = sum) train { window 4; batch 3; optimizer adam(rate = 0.1);"
                        + " gradients input, state } precision " + precision);
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsAgreeWithDifferences(String model) {
        String text = model.replace(
                "input x: token<5>, s: token<7> per sequence", "input x: token<5>, s: token<7> per sequence");
        ModelSpec spec = spec(text, "double");
        if (text.contains("token")) {
            spec = EmittedModel.spec(
                    "Begun",
                    model + " loss mse(y) train { window 4; batch 3; optimizer sgd(rate = 0.1) } precision double");
        }
        double worst = new Probe(CompiledModel.of(spec).create(1), 3).worst();
        assertTrue(worst < TOLERANCE, () -> "a gradient is off by " + worst + " of its largest element");
    }

    @ParameterizedTest
    @MethodSource("all")
    void windowsComputeWhatTheGraphMeans(String model) {
        for (String precision : List.of("double", "float")) {
            ModelSpec spec = spec(model, precision);
            WindowComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachSequenceHasTheBitsItHasAlone(String model) {
        LengthsComparison.compare(spec(model, "float"), 5);
    }

    @ParameterizedTest
    @MethodSource("streaming")
    void stepsAndWindowsHaveTheSameBits(String model) {
        ModelSpec spec = spec(model, "float");
        StreamComparison.compare(new ModelRun(spec, CompiledModel.of(spec).create(1)));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatNeedsTheWholeSequenceDoesNotStep(String model) {
        assertTrue(!(CompiledModel.of(spec(model, "float")).create(1) instanceof StreamingModel));
    }

    @ParameterizedTest
    @MethodSource("streaming")
    void nothingIsAllocated(String model) {
        ModelSpec spec = spec(model, "float");
        ModelRun run = new ModelRun(spec, CompiledModel.of(spec).create(1));
        WindowData data = WindowData.random(spec.graph(), 4, 3, 8);
        Object[] arrays = run.arrays(data);
        Trainer trainer = run.trainer();
        Batch batch = Batches.of(trainer, arrays);
        assertEquals(0, AllocationMeter.bytes(300, 300, () -> trainer.train(batch)), "step of the trainer");
        StreamingModel streaming = (StreamingModel) run.model();
        Session session = streaming.newSession();
        State state = streaming.newState();
        Object[] perSequence = inputs(streaming, false);
        Object[] perStep = inputs(streaming, true);
        Object[] outputs = streaming.info().outputs().stream()
                .map(datum -> new float[datum.size()])
                .toArray();
        assertEquals(0, AllocationMeter.bytes(300, 300, () -> session.start(state, perSequence)), "start");
        assertEquals(0, AllocationMeter.bytes(300, 300, () -> session.step(state, perStep, outputs)), "step");
        assertEquals(0, AllocationMeter.bytes(300, 300, state::reset), "reset");
    }

    private static Object[] inputs(StreamingModel model, boolean perStep) {
        return model.info().inputs().stream()
                .filter(datum -> datum.perStep() == perStep)
                .map(datum -> datum.kind() == org.rnnc.runtime.model.DataSpec.Kind.TOKEN
                        ? new int[1]
                        : new float[datum.size()])
                .toArray();
    }

    // ---- learned starts --------------------------------------------------------------------------------------------

    private static final String LEARNED = "input x: vector<2> output y = x |> lstm(3, h = learned) |> last |> dense(1)";

    @Test
    void aLearnedStartIsAParameter() {
        StreamingModel model =
                (StreamingModel) CompiledModel.of(spec(LEARNED, "float")).create(1);
        Tensor start = model.parameter("lstm.h0");
        assertArrayEquals(new double[3], start.toArray(), "starts at zero itself");
        start.write(new double[] {1, 2, 3});
        State state = model.newState();
        assertArrayEquals(new double[] {1, 2, 3}, state.tensors().get(0).toArray());
        assertArrayEquals(new double[3], state.tensors().get(1).toArray());
    }

    @Test
    void resetTakesWhatHasBeenLearnedSince() {
        StreamingModel model =
                (StreamingModel) CompiledModel.of(spec(LEARNED, "float")).create(1);
        State state = model.newState();
        double[] before = state.tensors().get(0).toArray();
        model.newTrainer().train(Batch.of(model.info(), new Object[] {new float[24], new float[] {3, 3, 3}}));
        assertArrayEquals(before, state.tensors().get(0).toArray(), "a running sequence goes on as it is");
        state.reset();
        double[] learned = model.parameter("lstm.h0").toArray();
        assertNotEquals(0, learned[0]);
        assertArrayEquals(learned, state.tensors().get(0).toArray());
        assertArrayEquals(learned, state.copy().tensors().get(0).toArray());
    }

    @Test
    void anEmptySequenceEndsWithItsStart() {
        ModelSpec spec = EmittedModel.spec(
                "Ends",
                "input x: vector<2>, s: vector<3> per sequence a = x |> gru(3, h = learned) b = x |> gru(3, h = s)"
                        + " output p = final(a) output q = final(b) loss mse(p) + mse(q) train { window 4; batch 2 }");
        var model = CompiledModel.of(spec).create(1);
        model.parameter("gru.h0").write(new double[] {1, 2, 3});
        Trainer trainer = model.newTrainer();
        float[] s = {4, 5, 6, 7, 8, 9};
        trainer.gradients(
                Batches.of(trainer, new Object[] {new float[16], s, new float[6], new float[6]}, new int[] {2, 0}));
        assertArrayEquals(
                new double[] {1, 2, 3},
                java.util.Arrays.copyOfRange(trainer.values("p").toArray(), 3, 6));
        assertArrayEquals(
                new double[] {7, 8, 9},
                java.util.Arrays.copyOfRange(trainer.values("q").toArray(), 3, 6));
        assertTrue(trainer.states().isEmpty(), "no window goes on from another: " + trainer.states());
    }

    // ---- inputs per sequence ---------------------------------------------------------------------------------------

    @Test
    void aSessionStartsSequences() {
        StreamingModel model = (StreamingModel) CompiledModel.of(
                        spec("input seed: vector<2> per sequence output y = previous(y, start = seed) + 1", "float"))
                .create(1);
        Session session = model.newSession();
        State state = model.newState();
        session.start(state, new Object[] {new float[] {10, 20}});
        float[] y = new float[2];
        session.step(state, new Object[0], new Object[] {y});
        assertArrayEquals(new float[] {11, 21}, y);
        session.step(state, new Object[0], new Object[] {y});
        assertArrayEquals(new float[] {12, 22}, y);
        double[] before = state.tensors().get(0).toArray();
        for (Object[] wrong :
                new Object[][] {{}, {new float[3]}, {new float[] {1, Float.NaN}}, {new double[2]}, {null}}) {
            assertThrows(IllegalArgumentException.class, () -> session.start(state, wrong));
            assertArrayEquals(before, state.tensors().get(0).toArray());
        }
    }

    @Test
    void aModelWithoutInputsPerSequenceStartsByReset() {
        StreamingModel model =
                (StreamingModel) CompiledModel.of(spec(LEARNED, "float")).create(1);
        model.parameter("lstm.h0").write(new double[] {1, 2, 3});
        State state = model.newState();
        state.tensors().get(0).write(new double[3]);
        model.newSession().start(state, new Object[0]);
        assertArrayEquals(new double[] {1, 2, 3}, state.tensors().get(0).toArray());
        assertThrows(
                IllegalArgumentException.class, () -> model.newSession().start(state, new Object[] {new float[1]}));
    }
}
