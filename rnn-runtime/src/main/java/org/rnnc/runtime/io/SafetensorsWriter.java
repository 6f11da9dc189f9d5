// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.support.Surrogates;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Writes the safetensors format. Equal contents give equal bytes: metadata are sorted by key, tensors stand in the order
 * they were added. Not for use by two threads at once.
 */
public final class SafetensorsWriter {
    private static final int CHUNK_ELEMENTS = 8192;

    private final Map<String, String> metadata = new TreeMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Makes a writer with nothing in it. */
    public SafetensorsWriter() {}

    /**
     * Adds a string to the file's map. The value of {@code "rnnc.checksum"} is worked out when the file is written, whatever
     * is given here.
     *
     * @param key its key
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if one holds half a surrogate pair, which no file can hold
     */
    public SafetensorsWriter metadata(String key, String value) {
        Surrogates.check("metadata key", Objects.requireNonNull(key, "key"));
        Surrogates.check(
                "metadata \"" + key + "\"", Objects.requireNonNull(value, () -> "value of metadata \"" + key + '"'));
        metadata.put(key, key.equals(Checksum.KEY) ? Checksum.UNKNOWN : value);
        return this;
    }

    /**
     * Adds a tensor, F32 or F64 by its precision. Its elements are read when the file is written.
     *
     * @param name its name in the file
     * @param tensor the tensor
     * @return this
     * @throws IllegalArgumentException if the name was added before, is {@code "__metadata__"}, or holds half a surrogate pair
     */
    public SafetensorsWriter add(String name, Tensor tensor) {
        Surrogates.check("tensor name", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(tensor, "tensor");
        if (name.equals("__metadata__") || tensors.put(name, tensor) != null) {
            throw new IllegalArgumentException("the tensor name \"" + name + "\" is taken");
        }
        return this;
    }

    /**
     * Writes the file as a whole or not at all: what stood there before stays until the new one is complete.
     *
     * @param file where to write
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        ByteBuffer header = header();
        AtomicFile.write(file, channel -> {
            Checksum checksum = new Checksum(header);
            writeFully(channel, header.rewind());
            for (Tensor tensor : tensors.values()) {
                write(tensor, chunk -> {
                    checksum.add(chunk);
                    writeFully(channel, chunk);
                });
            }
            checksum.write(channel);
        });
    }

    /**
     * Writes the bytes of a file to a stream.
     *
     * @param out where to write; neither flushed nor closed
     * @throws IOException if they cannot be written; some of them may have been then
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        ByteBuffer header = header();
        Checksum checksum = new Checksum(header);
        for (Tensor tensor : tensors.values()) {
            write(tensor, checksum::add);
        }
        checksum.put(header);
        out.write(header.array());
        for (Tensor tensor : tensors.values()) {
            write(tensor, chunk -> out.write(chunk.array(), 0, chunk.limit()));
        }
    }

    /** Takes bytes from position 0 of an array's buffer to its limit. */
    @FunctionalInterface
    private interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    private ByteBuffer header() {
        StringBuilder text = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            text.append("\"__metadata__\":{");
            metadata.forEach((key, value) ->
                    text.append(quoted(key)).append(':').append(quoted(value)).append(','));
            text.setCharAt(text.length() - 1, '}');
            text.append(',');
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            Tensor tensor = named.getValue();
            ElementType type = ElementType.of(tensor.precision());
            long end = offset + (long) tensor.size() * type.bytes();
            text.append(quoted(named.getKey())).append(":{\"dtype\":\"").append(type);
            text.append("\",\"shape\":").append(Arrays.toString(tensor.shape()).replace(" ", ""));
            text.append(",\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]},");
            offset = end;
        }
        if (text.length() > 1) {
            text.setLength(text.length() - 1);
        }
        byte[] bytes = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        // Spaces up to a multiple of 8, so that tensors can be used in place by those who map the file.
        int padded = (bytes.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(bytes);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static void write(Tensor tensor, Sink sink) throws IOException {
        double[] values = tensor.toArray();
        boolean isFloat = tensor.precision() == Precision.FLOAT;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_ELEMENTS * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            if (isFloat) {
                chunk.putFloat((float) values[i]);
            } else {
                chunk.putDouble(values[i]);
            }
            if (chunk.remaining() < 8 || i == values.length - 1) {
                sink.take(chunk.flip());
                chunk.clear();
            }
        }
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
