// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.io.StateFile;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.training.Checkpoints;
import org.rnnc.training.Goal;
import org.rnnc.training.ReduceOnPlateau;
import org.rnnc.training.Schedule;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.Validation;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** A generated model whose training was interrupted ends up with the same bits as one whose was not. */
class ResumedTrainingTest {
    private static CompiledModel compile(String precision) {
        return CompiledModel.of(EmittedModel.spec("Resumed", """
                input x: token<7>
                output next = x |> lstm(6) |> dense(7) |> softmax
                loss crossEntropy(next)
                train { window 5, carry state; batch 2; optimizer adam(rate = 0.01); clip norm 1 }
                precision %s
                """.formatted(precision)));
    }

    private static int[] text(int length) {
        RandomSource random = RandomSource.of(8);
        return IntStream.range(0, length).map(i -> random.nextInt(7)).toArray();
    }

    /** Trains up to a window, from where the folder's last checkpoint is; returns rates and losses. */
    private static List<String> train(Model model, Path folder, int windows) throws IOException {
        Trainer trainer = model.newTrainer();
        ReduceOnPlateau plateau =
                new ReduceOnPlateau(Schedule.cosine(0.05, 0.001, 90).warmUp(10), Goal.MINIMIZE, 0.7, 0);
        Metric bits = Metrics.bitsPerCharacter(7);
        Evaluation evaluation = new Evaluation(model).measure("next", bits);
        TokenWindows heldOut = new TokenWindows(model.info(), text(40));
        Validation validation = new Validation(6, Goal.MINIMIZE, () -> {
                    evaluation.run(heldOut);
                    return bits.value();
                })
                .report(score -> plateau.observe(score.value()));
        Checkpoints checkpoints =
                new Checkpoints(trainer, folder).keep("plateau", plateau).keep("validation", validation);
        List<String> log = new ArrayList<>();
        TrainingLoop.over(trainer, new TokenWindows(model.info(), text(300)))
                .windows(windows)
                .schedule(trainer, plateau)
                .listen(validation)
                .listen(TrainingListeners.report(progress -> log.add(progress.window() + " "
                        + Double.toHexString(trainer.learningRate()) + " " + Double.toHexString(progress.loss()) + " "
                        + Double.toHexString(progress.smoothedLoss()) + " " + validation.memory())))
                .resume(checkpoints)
                .save(checkpoints, 13)
                .run();
        return log;
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void endsWithTheSameBits(String precision, @TempDir Path folder) throws IOException {
        CompiledModel compiled = compile(precision);
        Model whole = compiled.create(1);
        List<String> log = train(whole, folder.resolve("whole"), 100);
        assertEquals(100, log.size());
        List<String> parts = new ArrayList<>();
        Model last = null;
        for (int end : new int[] {17, 30, 31, 100}) {
            // The seed must not matter: all parameters come from the checkpoint, but for the first part.
            last = compiled.create(parts.isEmpty() ? 1 : 99);
            parts.addAll(train(last, folder.resolve("parts"), end));
        }
        assertEquals(log, parts);
        for (int i = 0; i < whole.parameters().size(); i++) {
            assertArrayEquals(
                    whole.parameters().get(i).toArray(),
                    last.parameters().get(i).toArray());
        }
    }

    @Test
    void aSequenceIsGoneOnWithLater(@TempDir Path folder) throws IOException {
        CompiledModel compiled = compile("float");
        StreamingModel model = (StreamingModel) compiled.create(5);
        Path file = folder.resolve("state");
        Session session = model.newSession();
        State state = model.newState();
        float[] expected = new float[7];
        for (int token : new int[] {3, 1, 6}) {
            session.step(state, new Object[] {new int[] {token}}, new Object[] {expected});
        }
        StateFile.save(model, state, file);
        session.step(state, new Object[] {new int[] {2}}, new Object[] {expected});
        StreamingModel later = (StreamingModel) compiled.create(5);
        State loaded = later.newState();
        StateFile.load(later, loaded, file);
        float[] found = new float[7];
        later.newSession().step(loaded, new Object[] {new int[] {2}}, new Object[] {found});
        assertArrayEquals(expected, found);

        StreamingModel other = (StreamingModel) compile("double").create(5);
        State untouched = other.newState();
        ParameterFileException e =
                assertThrows(ParameterFileException.class, () -> StateFile.load(other, untouched, file));
        assertTrue(e.problems().contains("rnnc.dtype: expected F64, found F32"), e.getMessage());
        ParameterFile.save(model, file);
        e = assertThrows(ParameterFileException.class, () -> StateFile.load(model, loaded, file));
        assertEquals(List.of("rnnc.format: expected state/2, found parameters/2"), e.problems());
        assertArrayEquals(new double[6], untouched.tensors().get(0).toArray());
    }

    @Test
    void aGeneratorWritesWhatStepsByHandDo() {
        StreamingModel model = (StreamingModel) compile("float").create(5);
        Generator generator =
                Generator.of(model, Sampling.of(7), RandomSource.of(2)).read(3, 1);
        Session session = model.newSession();
        State state = model.newState();
        Sampling sampling = Sampling.of(7);
        RandomSource random = RandomSource.of(2);
        float[] next = new float[7];
        session.step(state, new Object[] {new int[] {3}}, new Object[] {next});
        session.step(state, new Object[] {new int[] {1}}, new Object[] {next});
        for (int i = 0; i < 100; i++) {
            int token = sampling.fromProbabilities(next, random);
            assertEquals(token, generator.next());
            session.step(state, new Object[] {new int[] {token}}, new Object[] {next});
        }
        assertArrayEquals(
                state.tensors().get(0).toArray(),
                generator.state().tensors().get(0).toArray());
    }
}
