// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** Numbers that are not finite are neither saved nor loaded. */
class NotFiniteFileTest {
    @TempDir
    private Path folder;

    private static void spoil(Tensor tensor, int at, double value) {
        double[] values = tensor.toArray();
        values[at] = value;
        tensor.write(values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void areNotSavedAndTheOldFileStays(double value) throws IOException {
        Path file = folder.resolve("file");
        for (Precision precision : Precision.values()) {
            FakeModel model = FakeModel.counting(precision);
            Trainer trainer = model.newTrainer();
            for (Tensor tensor : List.of(
                    model.parameter("rnn.weight"),
                    trainer.optimizerState().get(0),
                    trainer.states().get(0))) {
                Checkpoint.save(trainer, file);
                byte[] old = Files.readAllBytes(file);
                double[] good = tensor.toArray();
                spoil(tensor, tensor.size() - 1, value);
                ParameterFileException e =
                        assertThrows(ParameterFileException.class, () -> Checkpoint.save(trainer, file));
                assertEquals(1, e.problems().size());
                String place = tensor.size() == 12 ? "[3][2]" : "[0][0]";
                assertTrue(
                        e.getMessage().contains("/" + tensor.name() + "\" has " + value + " at " + place),
                        e.getMessage());
                assertArrayEquals(old, Files.readAllBytes(file));
                tensor.write(good);
            }
            spoil(model.parameter("rnn.bias"), 1, value);
            ParameterFileException e =
                    assertThrows(ParameterFileException.class, () -> ParameterFile.save(model, file));
            assertEquals(
                    List.of("not saved: \"rnn.bias\" has " + value + " at [1], expected a finite number"),
                    e.problems());
        }
    }

    @ParameterizedTest
    @EnumSource
    void areNotLoaded(Precision precision) throws IOException {
        Path file = folder.resolve("file");
        FakeModel model = FakeModel.counting(precision);
        Trainer trainer = model.newTrainer();
        for (String name : List.of("parameters/rnn.weight", "optimizer/rnn.weight/v", "states/h")) {
            Checkpoint.save(trainer, file);
            double[] values = Safetensors.read(file).values(name);
            values[0] = Double.NaN;
            OtherMetadata.write(file, Map.of(), Map.of(name, values));
            ParameterFileException e =
                    assertThrows(ParameterFileException.class, () -> Checkpoint.restore(trainer, file));
            assertEquals(
                    List.of("not finite: \"" + name + "\" has NaN at [0][0], expected a finite number"), e.problems());
        }
        assertEquals(0, model.refreshes);
    }

    @Test
    void fromElsewhereAreNotLoadedNorWhatAFloatCannotHold() throws IOException {
        Path file = folder.resolve("file");
        for (double value : new double[] {1e300, -1e39, Double.NaN, Double.POSITIVE_INFINITY}) {
            new SafetensorsWriter()
                    .add(
                            "rnn.weight",
                            OtherMetadata.doubles(new int[] {4, 3}, 1, 2, 3, 4, 5, 6, value, 8, 9, 10, 11, 12))
                    .add("rnn.bias", OtherMetadata.doubles(new int[] {2}, 1e-300, Float.MAX_VALUE))
                    .write(file);
            FakeModel model = FakeModel.counting(Precision.FLOAT);
            ParameterFileException e =
                    assertThrows(ParameterFileException.class, () -> ParameterFile.load(model, file));
            String expected = Double.isFinite(value) ? "more than a float can hold" : "expected a finite number";
            assertEquals(List.of("not finite: \"rnn.weight\" has " + value + " at [2][0], " + expected), e.problems());
            assertEquals(0, model.refreshes);
        }
        new SafetensorsWriter()
                .add("rnn.weight", OtherMetadata.doubles(new int[] {4, 3}, new double[12]))
                .add("rnn.bias", OtherMetadata.doubles(new int[] {2}, 1e-300, Float.MAX_VALUE))
                .write(file);
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        ParameterFile.load(model, file);
        assertArrayEquals(
                new double[] {0, Float.MAX_VALUE}, model.parameter("rnn.bias").toArray());
    }
}
