// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.io.StateBytes;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** States as bytes, parameters from streams, and other parameters for sequences that go on. */
class StateBytesTest {
    private static final String NET = """
            input  x: token<5>
            output y = x |> lstm(6) |> dense(5) |> softmax
            precision %s
            """;

    private static CompiledModel net(String precision) {
        return CompiledModel.of(NET.formatted(precision));
    }

    private static double[] step(StreamingModel model, State state, int token) {
        boolean isFloat = model.info().precision() == Precision.FLOAT;
        Object y = isFloat ? new float[5] : new double[5];
        model.newSession().step(state, new Object[] {new int[] {token}}, new Object[] {y});
        double[] all = new double[5];
        for (int i = 0; i < 5; i++) {
            all[i] = isFloat ? ((float[]) y)[i] : ((double[]) y)[i];
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void aStateGoesOnFromItsBytes(String precision) {
        StreamingModel model = (StreamingModel) net(precision).create(1);
        StateBytes bytes = StateBytes.of(model);
        State state = model.newState();
        step(model, state, 3);
        ByteBuffer two = ByteBuffer.allocate(2 * bytes.size() + 1).position(1);
        bytes.write(model.newState(), two);
        bytes.write(state, two);
        assertEquals(0, two.remaining());
        assertArrayEquals(bytes.write(state), Arrays.copyOfRange(two.array(), 1 + bytes.size(), two.capacity()));
        State other = model.newState();
        two.position(1 + bytes.size());
        bytes.read(two, other);
        assertEquals(0, two.remaining());
        assertArrayEquals(step(model, state, 2), step(model, other, 2));
    }

    @Test
    void whatIsNotSuchAStateIsRefused() {
        StreamingModel model = (StreamingModel) net("float").create(1);
        StateBytes bytes = StateBytes.of(model);
        State state = model.newState();
        step(model, state, 3);
        byte[] good = bytes.write(state);
        State other = model.newState();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 1;
            assertThrows(IllegalArgumentException.class, () -> bytes.read(damaged, other), "byte " + i);
        }
        assertArrayEquals(new double[6], other.tensors().get(0).toArray());
        assertThrows(IllegalArgumentException.class, () -> bytes.read(new byte[good.length - 1], other));
        StreamingModel twin = (StreamingModel) net("double").create(1);
        assertThrows(IllegalArgumentException.class, () -> bytes.write(twin.newState()));
        assertThrows(IllegalArgumentException.class, () -> StateBytes.of(twin).read(good, twin.newState()));
        state.tensors().get(0).write(new double[] {1, Double.NaN, 1, 1, 1, 1});
        assertThrows(IllegalArgumentException.class, () -> bytes.write(state));
    }

    @Test
    void parametersComeFromStreams(@TempDir Path folder) throws IOException {
        CompiledModel net = net("float");
        StreamingModel model = (StreamingModel) net.create(1);
        Path file = folder.resolve("net.safetensors");
        ParameterFile.save(model, file);
        StreamingModel other = (StreamingModel) net.create(2);
        try (InputStream in = Files.newInputStream(file)) {
            ParameterFile.load(other, in);
        }
        for (int i = 0; i < model.parameters().size(); i++) {
            assertArrayEquals(
                    model.parameters().get(i).toArray(),
                    other.parameters().get(i).toArray());
        }
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        ParameterFileException e = assertThrows(
                ParameterFileException.class, () -> ParameterFile.load(other, new ByteArrayInputStream(damaged)));
        assertTrue(e.getMessage().startsWith("stream: is damaged"), e.getMessage());
    }

    /** As docs/training.md says: a model of its own with the new parameters, taken by each step as a whole. */
    @Test
    void parametersAreExchangedUnderRunningSequences() throws Exception {
        CompiledModel net = net("float");
        StreamingModel first = (StreamingModel) net.create(1);
        StreamingModel second = (StreamingModel) net.create(2);
        AtomicReference<StreamingModel> current = new AtomicReference<>(first);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = threads.submit(() -> run(current, first, second));
            Future<?> two = threads.submit(() -> run(current, first, second));
            Thread.sleep(20);
            current.set(second);
            one.get();
            two.get();
        } finally {
            threads.shutdown();
        }
    }

    /** Each output is that of one of the models as a whole, from the state that the sequence has. */
    private static void run(AtomicReference<StreamingModel> current, StreamingModel first, StreamingModel second) {
        State state = first.newState();
        Session session = first.newSession();
        float[] y = new float[5];
        boolean seenSecond = false;
        for (int i = 0; i < 1_000_000 && !(seenSecond && i > 1000); i++) {
            StreamingModel model = current.get();
            if (session.model() != model) {
                session = model.newSession();
                seenSecond = true;
            }
            State before = state.copy();
            session.step(state, new Object[] {new int[] {i % 5}}, new Object[] {y});
            double[] expected = step(seenSecond ? second : first, before, i % 5);
            for (int j = 0; j < 5; j++) {
                assertEquals(expected[j], y[j]);
            }
        }
        assertTrue(seenSecond);
    }
}
