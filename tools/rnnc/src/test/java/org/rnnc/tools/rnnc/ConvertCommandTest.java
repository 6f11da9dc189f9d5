// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.model.Model;
import org.rnnc.tools.rnnc.learn.NumpyArray;
import org.rnnc.tools.rnnc.learn.NumpyFile;

class ConvertCommandTest {
    @TempDir
    private Path folder;

    private Path spec;
    private Path own;

    @BeforeEach
    void model() throws IOException {
        spec = Files.writeString(folder.resolve("Net.rnn"), """
                model Net {
                  input  x: vector<3>
                  output y = x |> lstm(4) as encoder |> dense(2) as head
                  loss   mse(y)
                  train { window 5; optimizer sgd(rate = 0.1) }
                }
                """);
        own = folder.resolve("own.safetensors");
        Model model =
                CompiledSpec.of(spec, Optional.empty(), Rnnc.commandLine()).create(7);
        ParameterFile.save(model, own, NameMap.same(), Map.of("note", "kept"));
    }

    private Path convert(Path from, String to, Object... more) {
        Path target = folder.resolve(to);
        Object[] arguments = new Object[4 + more.length];
        arguments[0] = "convert";
        arguments[1] = spec;
        arguments[2] = from;
        arguments[3] = target;
        System.arraycopy(more, 0, arguments, 4, more.length);
        Run.of(arguments).ends(ExitCode.FINE);
        return target;
    }

    @Test
    void allRoadsLeadBack() throws IOException {
        Path torch = convert(own, "torch.safetensors", "--pytorch");
        assertTrue(
                Safetensors.read(torch).names().contains("encoder.weight_ih_l0"),
                Safetensors.read(torch).names()::toString);
        byte[] expected = Files.readAllBytes(own);
        assertArrayEquals(expected, Files.readAllBytes(convert(torch, "back.safetensors")), "with its notes");
        Path numpy = convert(torch, "own.npz");
        Map<String, NumpyArray> arrays = NumpyFile.read(numpy);
        assertEquals(Safetensors.read(own).names(), java.util.List.copyOf(arrays.keySet()));
        assertArrayEquals(new int[] {16, 3}, arrays.get("encoder.weight_ih").shape());
        Path again = convert(numpy, "again.safetensors");
        for (String name : Safetensors.read(own).names()) {
            assertArrayEquals(
                    Safetensors.read(own).values(name), Safetensors.read(again).values(name));
        }
        Path torchNumpy = convert(own, "torch.npz", "--pytorch");
        assertTrue(NumpyFile.read(torchNumpy).containsKey("head.weight"));
        assertArrayEquals(Files.readAllBytes(again), Files.readAllBytes(convert(torchNumpy, "third.safetensors")));
    }

    @Test
    void picklesAreRefusedWithWhatToDo() throws IOException {
        Path pickle = Files.writeString(folder.resolve("net.pt"), "x");
        Run run = Run.of("convert", spec, pickle, folder.resolve("a.npz")).ends(ExitCode.ERRORS);
        assertTrue(run.err().contains("net.pt is a pickle"), run.err());
        assertTrue(run.err().contains("torch.load(\"net.pt\", map_location=\"cpu\", weights_only=True)"), run.err());
        run = Run.of("convert", spec, folder.resolve("net.onnx"), folder.resolve("a.npz"))
                .ends(ExitCode.ERRORS);
        assertTrue(run.err().contains("ONNX and Keras are not read yet"), run.err());
        run = Run.of("convert", spec, own, folder.resolve("a.txt")).ends(ExitCode.ERRORS);
        assertTrue(run.err().contains("expected a file that ends in .safetensors or .npz"), run.err());
        NumpyFile.write(
                folder.resolve("wrong.npz"), Map.of("head.weight", NumpyArray.floats(new int[] {1}, new double[1])));
        Path target = folder.resolve("a.safetensors");
        run = Run.of("convert", spec, folder.resolve("wrong.npz"), target).ends(ExitCode.ERRORS);
        assertTrue(run.err().contains("head.weight"), run.err());
        assertTrue(Files.notExists(target));
    }

    /** Bytes as {@code numpy.save} writes them, of types that are not written here. */
    @Test
    void arraysOfNumpyAreRead() throws IOException {
        byte[] big = npy("{'descr': '>i2', 'fortran_order': False, 'shape': (2, 1), }", 0, 1, 0xff, 0xfe);
        NumpyArray array = NumpyArray.read("a", big);
        assertArrayEquals(new int[] {2, 1}, array.shape());
        assertArrayEquals(new double[] {1, -2}, array.values());
        array = NumpyArray.read("a", npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", 200, 3));
        assertArrayEquals(new double[] {200, 3}, array.values());
        array = NumpyArray.read(
                "a", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 0, 0, 0, 0, 0, 0, 0xf8, 0x3f));
        assertArrayEquals(new double[] {1.5}, array.values());
        refused("a is in Fortran's order", npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }"));
        refused("a: elements of type |O are not read", npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"));
        refused(
                "a: expected 8 bytes for [2], found 1",
                npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 1));
        refused("a: expected an array of numbers, found [('x'", npy("[('x', '<f4')]"));
        refused("a is no array of NumPy", new byte[20]);
        byte[] cut = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }");
        refused("a: the header of the array is damaged", java.util.Arrays.copyOf(cut, 30));
    }

    private static byte[] npy(String header, int... data) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text);
        for (int value : data) {
            buffer.put((byte) value);
        }
        return buffer.array();
    }

    private static void refused(String begin, byte[] bytes) {
        String message = assertThrows(IOException.class, () -> NumpyArray.read("a", bytes))
                .getMessage();
        assertTrue(message.startsWith(begin), message);
    }
}
