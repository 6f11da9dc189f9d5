// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;

/** Whatever happens to a file of ours, it is refused, and nothing changes. */
class DamagedFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private final FakeModel model = FakeModel.counting(Precision.DOUBLE);
    private final Trainer trainer = model.newTrainer();
    private final RandomSource random = RandomSource.of(7);
    private final String before = everything();

    @BeforeEach
    void setUp() {
        file = folder.resolve("file");
    }

    private byte[] checkpoint() throws IOException {
        FakeModel other = FakeModel.counting(Precision.DOUBLE);
        Trainer saved = other.newTrainer();
        for (int i = 0; i < 50; i++) {
            saved.train(Batch.of(saved.model().info(), new double[] {i}));
        }
        saved.setLearningRate(1 / 3.0);
        Checkpoint.save(saved, file, Map.of("place", "seventeen"), RandomSource.of(1));
        return Files.readAllBytes(file);
    }

    private byte[] parameters(Precision precision) throws IOException {
        ParameterFile.save(FakeModel.of(precision), file, NameMap.same(), Map.of("note", "a"));
        return Files.readAllBytes(file);
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        model.parameters().forEach(tensor -> all.append(Arrays.toString(tensor.toArray())));
        trainer.optimizerState().forEach(tensor -> all.append(Arrays.toString(tensor.toArray())));
        trainer.states().forEach(tensor -> all.append(Arrays.toString(tensor.toArray())));
        return all + " " + trainer.updates() + " " + trainer.learningRate() + " " + Arrays.toString(random.state())
                + " " + model.refreshes;
    }

    /** @return the message */
    private String assertRefused(byte[] bytes, Executable load, String what) throws IOException {
        Files.write(file, bytes);
        ParameterFileException e = assertThrows(ParameterFileException.class, load, what);
        assertEquals(before, everything(), what);
        return e.getMessage();
    }

    private void assertEveryDamageIsRefused(byte[] good, Executable load) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte flipped = (byte) (good[bit / 8] ^ (1 << bit % 8));
                channel.write(ByteBuffer.wrap(new byte[] {flipped}), bit / 8);
                assertThrows(ParameterFileException.class, load, "bit " + bit);
                channel.write(ByteBuffer.wrap(good, bit / 8, 1), bit / 8);
            }
        }
        assertEquals(before, everything());
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), load, "length " + length);
        }
        assertRefused(Arrays.copyOf(good, good.length + 1), load, "a byte more");
        assertRefused(Arrays.copyOf(good, good.length + 8), load, "a number more");
    }

    @Test
    void everyDamageOfACheckpointIsRefused() throws IOException {
        assertEveryDamageIsRefused(checkpoint(), () -> Checkpoint.restore(trainer, file, random));
        Files.write(file, checkpoint());
        Checkpoint.restore(trainer, file, random);
        assertEquals(50, trainer.updates());
    }

    @ParameterizedTest
    @EnumSource
    void everyDamageOfAParameterFileIsRefused(Precision precision) throws IOException {
        byte[] good = parameters(precision);
        assertEveryDamageIsRefused(good, () -> ParameterFile.load(model, file));
        Files.write(file, good);
        assertEquals(Map.of("note", "a"), ParameterFile.load(model, file));
    }

    @Test
    void aSwapOfTwoNumbersIsRefused() throws IOException {
        byte[] bytes = checkpoint();
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, bytes.length - 8, swapped, bytes.length - 16, 8);
        System.arraycopy(bytes, bytes.length - 16, swapped, bytes.length - 8, 8);
        String message = assertRefused(swapped, () -> Checkpoint.restore(trainer, file, random), "swapped");
        assertTrue(message.contains("is damaged: rnnc.checksum is crc32c:"), message);
    }

    private static byte[] replace(byte[] bytes, String text, String by) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(all.contains(text), all);
        byte[] replaced = all.replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer.wrap(replaced)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(
                        0,
                        replaced.length
                                - bytes.length
                                + ByteBuffer.wrap(bytes)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getLong(0));
        return replaced;
    }

    private static String sum(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.substring(all.indexOf("crc32c:"), all.indexOf("crc32c:") + 15);
    }

    @Test
    void theChecksumCannotBeLostNorWrittenOtherwise() throws IOException {
        byte[] good = parameters(Precision.FLOAT);
        String sum = sum(good);
        Executable load = () -> ParameterFile.load(model, file);
        String entry = "\"rnnc.checksum\":\"" + sum + "\"";
        for (String other : new String[] {
            "\"rnnc.checksun\":\"" + sum + "\"",
            "\"note.sum\":\"" + sum + "\"",
            "\"rnnc.checksum\" : \"" + sum + "\"",
            "\"rnnc\\u002echecksum\":\"" + sum + "\"",
            "\"rnnc.checksum\":\"\"",
            "\"rnnc.checksum\":\"" + sum.toUpperCase(java.util.Locale.ROOT) + "\"",
            "\"rnnc.checksum\":\"sha256:" + sum.substring(7) + "\""
        }) {
            assertRefused(replace(good, entry, other), load, other);
        }
        assertRefused(replace(good, entry + ",", ""), load, "without it");
    }

    @Test
    void filesOfTheFirstFormatsAndFromElsewhereHaveNone() throws IOException {
        byte[] good = checkpoint();
        String entry = "\"rnnc.checksum\":\"" + sum(good) + "\",";
        Files.write(file, replace(replace(good, entry, ""), "checkpoint/2", "checkpoint/1"));
        assertEquals(Map.of("place", "seventeen"), Checkpoint.restore(trainer, file, random));
        assertEquals(50, trainer.updates());

        good = parameters(Precision.DOUBLE);
        entry = "\"rnnc.checksum\":\"" + sum(good) + "\",";
        Files.write(file, replace(replace(good, entry, ""), "parameters/2", "parameters/1"));
        assertEquals(Map.of("note", "a"), ParameterFile.load(model, file));

        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        FakeModel.counting(Precision.FLOAT).parameters().forEach(tensor -> writer.add(tensor.name(), tensor));
        writer.write(file);
        assertEquals(Map.of("format", "pt"), Safetensors.read(file).metadata());
        ParameterFile.load(model, file);
        assertArrayEquals(new double[] {13, 14}, model.parameter("rnn.bias").toArray());
    }

    @Test
    void aCopyOfAllItHoldsHasAChecksumOfItsOwn() throws IOException {
        byte[] good = parameters(Precision.FLOAT);
        OtherMetadata.write(file, Map.of("note.note", "another"));
        assertEquals(Map.of("note", "another"), ParameterFile.load(model, file));
        OtherMetadata.write(file, Map.of("note.note", "a"));
        assertArrayEquals(good, Files.readAllBytes(file));
    }
}
