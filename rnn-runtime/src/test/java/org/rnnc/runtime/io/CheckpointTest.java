// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;

class CheckpointTest {
    @TempDir
    private Path folder;

    private static double step(Trainer trainer, RandomSource random) {
        double x = random.nextDouble();
        boolean isFloat = trainer.model().info().precision() == Precision.FLOAT;
        return trainer.train(Batch.of(trainer.model().info(), isFloat ? new float[] {(float) x} : new double[] {x}));
    }

    private static double[] losses(Trainer trainer, RandomSource random) {
        double[] losses = new double[20];
        Arrays.setAll(losses, i -> step(trainer, random));
        return losses;
    }

    @ParameterizedTest
    @EnumSource
    void trainingGoesOnBitForBit(Precision precision) throws IOException {
        Path file = folder.resolve("checkpoint");
        Trainer trainer = FakeModel.counting(precision).newTrainer();
        RandomSource random = RandomSource.of(1);
        losses(trainer, random);
        Checkpoint.save(trainer, file, Map.of("position", "17"), random);
        double[] expected = losses(trainer, random);

        Trainer other = FakeModel.of(precision).newTrainer();
        RandomSource otherRandom = RandomSource.of(2);
        losses(other, otherRandom);
        assertEquals(Map.of("position", "17"), Checkpoint.restore(other, file, otherRandom));
        assertEquals(20, other.updates());
        assertArrayEquals(expected, losses(other, otherRandom));
    }

    @Test
    void aStreamGetsTheBytesOfAFile() throws IOException {
        Path file = folder.resolve("checkpoint");
        Trainer trainer = FakeModel.counting(Precision.FLOAT).newTrainer();
        RandomSource random = RandomSource.of(1);
        losses(trainer, random);
        Checkpoint.save(trainer, file, Map.of("position", "17"), random);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Checkpoint.save(trainer, out, Map.of("position", "17"), random);
        assertArrayEquals(Files.readAllBytes(file), out.toByteArray());

        ParameterFile.save(trainer.model(), file, NameMap.same(), Map.of("a", "b"));
        out.reset();
        ParameterFile.save(trainer.model(), out, Map.of("a", "b"));
        assertArrayEquals(Files.readAllBytes(file), out.toByteArray());
    }

    @Test
    void foreignCheckpointsAreRefusedAndNothingChanges() throws IOException {
        Path file = folder.resolve("checkpoint");
        Trainer saved = new FakeModel(Precision.DOUBLE, "f2").newTrainer();
        saved.setUpdates(9);
        Checkpoint.save(saved, file, RandomSource.of(1));
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Trainer trainer = model.newTrainer();
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> Checkpoint.restore(trainer, file));
        assertEquals(
                List.of(
                        "rnnc.fingerprint: expected f1, found f2",
                        "rnnc.dtype: expected F32, found F64",
                        "expected 0 random sources, found 1"),
                e.problems());
        ParameterFile.save(model, file);
        e = assertThrows(ParameterFileException.class, () -> Checkpoint.restore(trainer, file));
        assertTrue(e.getMessage().contains("expected checkpoint/2, found parameters/2"), e.getMessage());
        assertEquals(0, trainer.updates());
        assertEquals(0, model.refreshes);
    }

    @ParameterizedTest
    @CsvSource({
        "rnnc.updates, x, expected a number from 0 on",
        "rnnc.updates, -1, expected a number from 0 to 2^62",
        "rnnc.updates, 9223372036854775807, expected a number from 0 to 2^62",
        "rnnc.updates, 9223372036854775808, expected a number from 0 on",
        "rnnc.rate, 0x, expected a number from 0 on",
        "rnnc.rate, -0x1p-3, expected a finite number from 0 on",
        "rnnc.rate, NaN, expected a finite number from 0 on",
        "rnnc.rate, 1e999, expected a finite number from 0 on",
        "rnnc.rate, 1e39, expected a number from 0 to the largest float",
        "rnnc.random.0, x 1 2 3 4, expected a random state",
        "rnnc.random.0, 1 0 0 0 0, expected a random state",
        "rnnc.random.0, 1 2 3 4, expected a random state",
        "rnnc.random.0, 1 2 3 4 11111111111111111, expected a random state"
    })
    void badNumbersAreRefusedAndNothingChanges(String key, String value, String message) throws IOException {
        Path file = folder.resolve("checkpoint");
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Trainer trainer = model.newTrainer();
        RandomSource random = RandomSource.of(1);
        Checkpoint.save(trainer, file, random);
        OtherMetadata.write(file, Map.of(key, value));
        trainer.setUpdates(5);
        trainer.setLearningRate(0.5);
        long[] before = random.state();
        ParameterFileException e =
                assertThrows(ParameterFileException.class, () -> Checkpoint.restore(trainer, file, random));
        assertEquals(1, e.problems().size(), e.getMessage());
        assertTrue(e.getMessage().contains(key + ": " + message), e.getMessage());
        assertArrayEquals(before, random.state());
        assertEquals(5, trainer.updates());
        assertEquals(0.5, trainer.learningRate());
        assertEquals(0, model.refreshes);
    }

    @Test
    void aRateOfZeroIsOne() throws IOException {
        Path file = folder.resolve("checkpoint");
        Trainer trainer = FakeModel.counting(Precision.FLOAT).newTrainer();
        trainer.setLearningRate(0);
        Checkpoint.save(trainer, file);
        Trainer other = FakeModel.counting(Precision.FLOAT).newTrainer();
        Checkpoint.restore(other, file);
        assertEquals(0, other.learningRate());
    }

    @Test
    void theRateIsAPartOfACheckpoint() throws IOException {
        Path file = folder.resolve("checkpoint");
        Trainer trainer = FakeModel.counting(Precision.DOUBLE).newTrainer();
        trainer.setLearningRate(1 / 3.0);
        Checkpoint.save(trainer, file, Map.of("a", "b"));
        Trainer other = FakeModel.counting(Precision.DOUBLE).newTrainer();
        Checkpoint.restore(other, file);
        assertEquals(1 / 3.0, other.learningRate());
        assertEquals(Map.of("a", "b"), Checkpoint.notes(file));
        OtherMetadata.write(file, Map.of("rnnc.rate", "0y1"));
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> Checkpoint.restore(other, file));
        assertTrue(e.getMessage().contains("rnnc.rate: expected a number from 0 on, found 0y1"), e.getMessage());
    }
}
