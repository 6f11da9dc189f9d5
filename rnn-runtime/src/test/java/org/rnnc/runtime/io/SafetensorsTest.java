// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.tensor.Tensor;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private Path file(byte[] header, byte[] data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).put(data);
        return Files.write(folder.resolve("test.safetensors"), bytes.array());
    }

    private Path file(String header, int dataLength) throws IOException {
        return file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new byte[dataLength]);
    }

    private void assertRefused(String message, Path file) {
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> Safetensors.read(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }

    private static String tensor(String name, String type, String shape, String offsets) {
        return "'" + name + "':{'dtype':'" + type + "','shape':" + shape + ",'data_offsets':" + offsets + "}";
    }

    @Test
    void readsEveryElementType() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putFloat(0.1f).putLong(-7).putInt(9);
        data.putShort((short) 0x3c00)
                .putShort((short) 0xfbff)
                .putShort((short) 0x0001)
                .putShort((short) 0xfc00);
        data.putShort((short) 0x3f80).putShort((short) 0xc049);
        String header = "{" + tensor("d", "F64", "[1]", "[0,8]") + "," + tensor("f", "F32", "[]", "[8,12]") + ","
                + tensor("l", "I64", "[1,1]", "[12,20]") + "," + tensor("i", "I32", "[1]", "[20,24]") + ","
                + tensor("h", "F16", "[2,2]", "[24,32]") + "," + tensor("b", "BF16", "[2]", "[32,36]") + "}   ";
        Safetensors file =
                Safetensors.read(file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), data.array()));
        assertEquals(List.of("d", "f", "l", "i", "h", "b"), file.names());
        assertArrayEquals(new double[] {0.1}, file.values("d"));
        assertArrayEquals(new double[] {0.1f}, file.values("f"));
        assertArrayEquals(new double[] {-7}, file.values("l"));
        assertArrayEquals(new double[] {9}, file.values("i"));
        assertArrayEquals(new double[] {1, -65504, 0x1p-24, Double.NEGATIVE_INFINITY}, file.values("h"));
        assertArrayEquals(new double[] {1, -3.140625}, file.values("b"));
        assertArrayEquals(new int[] {2, 2}, file.shape("h"));
        assertEquals("BF16", file.elementType("b"));
        assertThrows(IllegalArgumentException.class, () -> file.values("z"));
    }

    @Test
    void readsStringsWithEscapesAndEmptyTensors() throws IOException {
        Safetensors file = Safetensors.read(file(
                "{ '__metadata__' : { 'a\\u00e9\\n\\\\' : '\\ud83d\\ude00/\\/' },\n"
                        + tensor("x", "F32", "[0,3]", "[0,0]") + "}",
                0));
        assertEquals(Map.of("aé\n\\", "😀//"), file.metadata());
        assertArrayEquals(new double[0], file.values("x"));
        assertEquals(List.of(), Safetensors.read(file("{}", 0)).names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{ | expected '\"'",
                "[] | expected '{'",
                "{} x | text after the header's end",
                "{'x':1} | expected '{'",
                "{'x':{}} | expected '\"'",
                "{'x':{'dtype':'F32'}} | needs a dtype, a shape and two data_offsets",
                "{'x':{'dtype':'F32','dtype':'F32'}} | repeated \"dtype\"",
                "{'x':{'colour':'F32'}} | unknown or repeated \"colour\"",
                "{'x':{'dtype':'F8'}} | has dtype F8; those known are [F64, F32",
                "{'x':{'shape':[1.5]}} | expected ']'",
                "{'x':{'shape':[-1]}} | expected a whole number",
                "{'x':{'shape':[01]}} | expected a whole number",
                "{'x':{'shape':[1e3]}} | expected ']'",
                "{'x':{'shape':[[[[[[[[ | expected a whole number",
                "{'x':{'shape':[99999999999999999999999999]}} | a number of 26 digits",
                "{'x':{'dtype':'F32','shape':[3000000000],'data_offsets':[0,4]}} | dimension of 3000000000",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | two data_offsets",
                "{'__metadata__':{'a':1}} | expected '\"'",
                "{'__metadata__':{'a':'1','a':'2'}} | metadata \"a\" stands twice",
                "{'__metadata__':{},'__metadata__':{}} | __metadata__ stands twice",
                "{'a\\q':1} | an unknown escape",
                "{'a\\u12g4':1} | four hexadecimal digits",
                "{'a\\ud800':1} | half a surrogate pair",
                "{'a | the header ends too early",
                "{'a\\ | the header ends too early",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},} | expected '\"'",
            })
    void badHeadersAreRefused(String header, String message) throws IOException {
        assertRefused(message, file(header, 4));
    }

    @Test
    void aHeaderHasNoSpaceBeforeItButMayHaveSomeBehind() throws IOException {
        for (String space : new String[] {" ", "\n", "\t  ", "\r"}) {
            assertRefused("space before the header's '{'", file(space + "{}", 0));
        }
        assertRefused("expected '{'", file("\ufeff{}", 0));
        assertEquals(List.of(), Safetensors.read(file("{}      ", 0)).names());
    }

    @Test
    void halvesOfSurrogatePairsAreNotWritten() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("whole", "\ud83d\ude00");
        assertEquals(
                "metadata \"half\": the character at index 2, \\ud83d, is half a surrogate pair, which a file cannot hold",
                assertThrows(IllegalArgumentException.class, () -> writer.metadata("half", "ab\ud83d"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> writer.metadata("\ude00", ""));
        Tensor bias = FakeModel.counting(Precision.FLOAT).parameter("rnn.bias");
        assertThrows(IllegalArgumentException.class, () -> writer.add("\ude00\ud83d", bias));
    }

    @Test
    void badPlacesAreRefused() throws IOException {
        String one = tensor("x", "F32", "[1]", "[0,4]");
        assertRefused("tensor \"x\" stands twice", file("{" + one + "," + one + "}", 4));
        assertRefused("leaves a gap", file("{" + one + "," + tensor("y", "F32", "[1]", "[8,12]") + "}", 12));
        assertRefused("leaves a gap", file("{" + tensor("y", "F32", "[1]", "[4,8]") + "}", 8));
        assertRefused("overlaps", file("{" + one + "," + tensor("y", "F32", "[1]", "[2,6]") + "}", 6));
        assertRefused("overlaps", file("{" + one + "," + tensor("y", "F32", "[1]", "[0,4]") + "}", 4));
        assertRefused("is outside the 4 bytes", file("{" + tensor("x", "F32", "[2]", "[0,8]") + "}", 4));
        assertRefused("is outside", file("{" + tensor("x", "F32", "[1]", "[8,4]") + "}", 8));
        assertRefused("does not fill its place", file("{" + tensor("x", "F32", "[2]", "[0,4]") + "}", 4));
        assertRefused("does not fill", file("{" + tensor("x", "F32", "[65536,65536,65536,65536]", "[0,4]") + "}", 4));
        assertRefused("end at byte 4 of 5", file("{" + one + "}", 5));
        assertRefused("a list of more than 32", file("{'x':{'shape':[" + "1,".repeat(40) + "1]}}", 4));
    }

    @Test
    void badFramesAreRefused() throws IOException {
        Path file = folder.resolve("frame");
        assertRefused("it has only 3 bytes", Files.write(file, new byte[3]));
        for (long length : new long[] {0, 1, 9, Long.MAX_VALUE, -1}) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertRefused("its header would have", Files.write(file, bytes.array()));
        }
        assertRefused("not UTF-8", file(new byte[] {'{', (byte) 0xc3, '}'}, new byte[0]));
        assertRefused("a control character", file("{'\n':1}", 0));
    }

    @Test
    void everyCutAndEveryFlippedHeaderBitIsSurvived() throws IOException {
        Path good = folder.resolve("good");
        ParameterFile.save(FakeModel.counting(Precision.FLOAT), good);
        byte[] bytes = Files.readAllBytes(good);
        Path bad = folder.resolve("bad");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertThrows(ParameterFileException.class, () -> Safetensors.read(bad));
        }
        int headerEnd =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int bit = 0; bit < headerEnd * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(bad, flipped);
            try {
                // A flipped letter of a name makes another good file; nothing but a refusal may come otherwise.
                Safetensors.read(bad);
            } catch (ParameterFileException e) {
                assertTrue(e.problems().size() > 0);
            }
        }
    }

    @Test
    void writesTheFormatByteForByte() throws IOException {
        Path file = folder.resolve("out");
        Tensor bias = FakeModel.counting(Precision.FLOAT).parameter("rnn.bias");
        new SafetensorsWriter()
                .metadata("z", "quote \" \\ \n é")
                .metadata("a", "")
                .add("b", bias)
                .write(file);
        byte[] bytes = Files.readAllBytes(file);
        String header = "{\"__metadata__\":{\"a\":\"\",\"z\":\"quote \\\" \\\\ \\u000a é\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        int length = (header.getBytes(StandardCharsets.UTF_8).length + 7) / 8 * 8;
        assertEquals(8 + length + 8, bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(length, buffer.getLong(0));
        assertEquals(header, new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing());
        assertEquals(13f, buffer.getFloat(8 + length));
        assertEquals("quote \" \\ \n é", Safetensors.read(file).metadata().get("z"));
        SafetensorsWriter writer = new SafetensorsWriter().add("b", bias);
        assertThrows(IllegalArgumentException.class, () -> writer.add("b", bias));
        assertThrows(IllegalArgumentException.class, () -> writer.add("__metadata__", bias));
    }

    @ParameterizedTest
    @CsvSource({
        "504b0304, torch.save",
        "80027d71, torch.save",
        "894844460d0a1a0a, HDF5",
        "1f8b0800, gzip",
        "3c21444f, HTML",
        "76657273696f6e20, git lfs pull"
    })
    void saysWhatOtherFilesAre(String begin, String hint) throws IOException {
        byte[] bytes = new byte[200];
        byte[] first = HexFormat.of().parseHex(begin);
        System.arraycopy(first, 0, bytes, 0, first.length);
        assertRefused(hint, Files.write(folder.resolve("other"), bytes));
    }
}
