// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Inference without training: of models that have no loss, of any size, and what is refused. */
class PredictorTest {
    private static final String BOTH_WAYS = """
            input x: token<20>
            output y = x |> embedding(6) |> bidirectional(lstm(8)) |> dense(3) |> softmax
            """;

    /** A model that reads both ways and has no loss computes what the same model with a loss computes. */
    @Test
    void bothWaysWithoutALoss() {
        Model bare = CompiledModel.of(EmittedModel.spec("Bare", BOTH_WAYS)).create(1);
        Model trained = CompiledModel.of(
                        EmittedModel.spec("Trained", BOTH_WAYS + "loss crossEntropy(y) train { window 4; batch 3 }"))
                .create(1);
        int[] x = {3, 7, 0, 11, 2, 9, 4, 4, 4, 19, 1, 5};
        int[] lengths = {4, 1, 2};
        float[] y = new float[4 * 3 * 3];
        bare.newPredictor(9, 5).run(4, 3, lengths, null, new Object[] {x}, new Object[] {y});
        var trainer = trained.newTrainer();
        trainer.evaluate(Batches.of(trainer, new Object[] {x, new int[12]}, lengths));
        double[] expected = trainer.values("y").toArray();
        for (int i = 0; i < y.length; i++) {
            assertEquals((float) expected[i], y[i]);
        }
        assertThrows(UnsupportedOperationException.class, bare::newTrainer);
    }

    /** What a user does not ask for costs nothing: neither memory nor the time to load it. */
    @Test
    void noTrainerIsLoaded() {
        CompiledModel compiled = CompiledModel.of(
                EmittedModel.spec("Used", BOTH_WAYS + "loss crossEntropy(y) train { window 4; batch 3 }"));
        Model model = compiled.create(1);
        model.newPredictor(4, 1).run(4, 1, null, null, new Object[] {new int[4]}, new Object[] {new float[12]});
        assertEquals(Set.of(), training(compiled));
        model.newTrainer();
        assertEquals(Set.of("compiled.Used$Trainer", "compiled.Used_Engine$Window"), training(compiled));
    }

    private static Set<String> training(CompiledModel compiled) {
        return compiled.loaded().stream()
                .filter(name -> name.matches(".*(Trainer|Window).*"))
                .collect(Collectors.toSet());
    }

    @Test
    void sequencesGoOnFromStates() {
        StreamingModel model = (StreamingModel)
                CompiledModel.of(EmittedModel.spec("Going", """
                        input x: vector<2>
                        output y = x |> gru(5) |> dense(1)
                        """)).create(3);
        Predictor predictor = model.newPredictor(6, 1);
        float[] x = new float[12];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }
        float[] whole = new float[6];
        predictor.run(6, 1, null, null, new Object[] {x}, new Object[] {whole});
        State[] states = {model.newState()};
        float[] parts = new float[6];
        for (int step = 0; step < 6; step++) {
            float[] one = new float[1];
            predictor.run(
                    1, 1, null, states, new Object[] {Arrays.copyOfRange(x, 2 * step, 2 * step + 2)}, new Object[] {one
                    });
            parts[step] = one[0];
        }
        assertArrayEquals(whole, parts);
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() {
        StreamingModel model = (StreamingModel)
                CompiledModel.of(EmittedModel.spec("Strict", """
                        input x: token<4>
                        output y = x |> embedding(3) |> rnn(2)
                        """)).create(3);
        Predictor predictor = model.newPredictor(3, 2);
        Object[] y = {new float[12]};
        refused(predictor, "steps: expected 1 to 3, as the predictor was made for, found 4", 4, 1, null, null, y);
        refused(predictor, "batch: expected 1 to 2, as the predictor was made for, found 0", 3, 0, null, null, y);
        refused(predictor, "lengths: sequence 1 has length 4, expected 0 to 3", 3, 2, new int[] {1, 4}, new int[6], y);
        refused(
                predictor,
                "x: token 4 at step 1 of sequence 1 is out of range, expected 0 to 3",
                3,
                2,
                null,
                new int[] {0, 0, 0, 4, 0, 0},
                y);
        refused(
                predictor,
                "outputs[0], output y: expected float[] of length 12 (3 x 2 sequences x 2), found length 5",
                3,
                2,
                null,
                new int[6],
                new Object[] {new float[5]});
        assertThrows(IllegalArgumentException.class, () -> model.newPredictor(0, 1));
        assertThrows(IllegalArgumentException.class, () -> model.newPredictor(1 << 20, 1 << 20));
        // What lies behind the end of a sequence is not looked at.
        predictor.run(3, 2, new int[] {3, 1}, null, new Object[] {new int[] {0, 0, 0, 9, 0, 9}}, y);
        assertEquals(0, ((float[]) y[0])[10]);
    }

    private static void refused(
            Predictor predictor, String message, int steps, int batch, int[] lengths, int[] x, Object[] outputs) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> predictor.run(steps, batch, lengths, null, new Object[] {x}, outputs));
        assertEquals(message, refused.getMessage());
    }
}
