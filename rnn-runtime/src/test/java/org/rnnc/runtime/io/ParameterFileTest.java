// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.support.Shapes;
import org.rnnc.runtime.tensor.Tensor;

class ParameterFileTest {
    @TempDir
    private Path folder;

    private static Tensor tensor(String name, int... shape) {
        int size = (int) Shapes.size(shape);
        return Tensor.of(name, shape, () -> {}, new DoubleBlock(new double[1][size], 0, 0, 1, size, false));
    }

    private Path write(Tensor... tensors) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (Tensor tensor : tensors) {
            writer.add(tensor.name(), tensor);
        }
        Path file = folder.resolve("other.safetensors");
        writer.write(file);
        return file;
    }

    private static void assertUnchanged(FakeModel model) {
        assertEquals(0, model.refreshes);
        assertEquals(1, model.parameter("rnn.weight").get(0, 0));
        assertEquals(14, model.parameter("rnn.bias").get(1));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSavedLoadsInEitherPrecision(Precision precision) throws IOException {
        Path file = folder.resolve("model.safetensors");
        ParameterFile.save(FakeModel.counting(precision), file);
        byte[] first = Files.readAllBytes(file);
        for (Precision other : Precision.values()) {
            FakeModel model = FakeModel.of(other);
            ParameterFile.load(model, file);
            assertArrayEquals(new double[] {13, 14}, model.parameter("rnn.bias").toArray());
            assertEquals(12, model.parameter("rnn.weight").get(3, 2));
            assertEquals(1, model.refreshes);
        }
        ParameterFile.save(FakeModel.counting(precision), file);
        assertArrayEquals(first, Files.readAllBytes(file));
        Safetensors content = Safetensors.read(file);
        assertEquals("parameters/2", content.metadata().get("rnnc.format"));
        assertEquals("Fake", content.metadata().get("rnnc.model"));
        assertEquals("f1", content.metadata().get("rnnc.fingerprint"));
        String type = precision == Precision.FLOAT ? "F32" : "F64";
        assertEquals(type, content.metadata().get("rnnc.dtype"));
        assertEquals(type, content.elementType("rnn.bias"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "nothing temporary is left");
        }
    }

    @Test
    void allThatDoesNotFitIsListedAndNothingChanges() throws IOException {
        Path file = write(tensor("rnn.weight", 3, 4), tensor("rnn.bais", 2), tensor("head.out", 5));
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> ParameterFile.load(model, file));
        assertEquals(
                List.of(
                        "wrong shape: \"rnn.weight\", expected [4][3], found [3][4]",
                        "missing: \"rnn.bias\", expected shape [2]; the file has \"rnn.bais\"[2]",
                        "extra: \"rnn.bais\", found shape [2]; the model has \"rnn.bias\"",
                        "extra: \"head.out\", found shape [5], which the model does not have"),
                e.problems());
        assertTrue(e.getMessage().contains("4 problems"), e.getMessage());
        assertTrue(e.getMessage().contains(e.problems().get(3)), e.getMessage());
        assertUnchanged(model);
    }

    @Test
    void namesAreMappedBothWays() throws IOException {
        NameMap names = NameMap.same().with("rnn.bias", "b").with("rnn.*", "net.rnn.*_l0");
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Path file = folder.resolve("mapped");
        ParameterFile.save(model, file, names);
        assertEquals(List.of("net.rnn.weight_l0", "b"), Safetensors.read(file).names());
        FakeModel other = FakeModel.of(Precision.FLOAT);
        ParameterFile.load(other, file, names);
        assertEquals(14, other.parameter("rnn.bias").get(1));
        assertThrows(ParameterFileException.class, () -> ParameterFile.load(other, file));
    }

    @Test
    void mapsThatCannotBeMeantAreRefused() {
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Path file = folder.resolve("mapped");
        ParameterFileException e = assertThrows(
                ParameterFileException.class,
                () -> ParameterFile.save(model, file, NameMap.same().with("rnn.bais", "b")));
        assertEquals(
                List.of("name rule \"rnn.bais\" -> \"b\" fits no tensor of the model, did you mean \"rnn.bias\"?"),
                e.problems());
        e = assertThrows(
                ParameterFileException.class,
                () -> ParameterFile.save(model, file, NameMap.same().with("rnn.bias", "rnn.weight")));
        assertEquals(
                List.of("the name map gives \"rnn.weight\" and \"rnn.bias\" the same name \"rnn.weight\" in the file"),
                e.problems());
        assertThrows(IllegalArgumentException.class, () -> NameMap.same().with("a*", "b"));
        assertThrows(IllegalArgumentException.class, () -> NameMap.same().with("a**", "b**"));
    }

    @Test
    void filesOfOtherFormatsAreRefused() throws IOException {
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Path file = folder.resolve("checkpoint");
        Checkpoint.save(model.newTrainer(), file);
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> ParameterFile.load(model, file));
        assertTrue(e.getMessage().contains("has format checkpoint/2, expected parameters/2"), e.getMessage());
        Files.writeString(file, "not tensors at all");
        assertThrows(ParameterFileException.class, () -> ParameterFile.load(model, file));
        assertUnchanged(model);
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("kept");
        Files.writeString(file, "old");
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
