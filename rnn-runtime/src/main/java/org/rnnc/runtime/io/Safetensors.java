// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rnnc.runtime.support.Names;
import org.rnnc.runtime.support.Shapes;

/**
 * A file in the safetensors format, read whole: named tensors, row-major, and a map of strings. F64, F32, F16, BF16, I64
 * and I32 are understood. A file that breaks the format in any way is refused, and one whose metadata have a checksum that
 * its bytes do not give: the files this library writes have one, over everything. Immutable, safe for all threads.
 */
public final class Safetensors {
    /** What other readers of the format allow, too. */
    private static final long LONGEST_HEADER = 100_000_000;

    /** What messages call a stream. */
    static final String STREAM = "stream";

    private final Map<String, String> metadata;
    private final Map<String, Entry> entries;
    private final ByteBuffer data;

    private Safetensors(HeaderReader.Header header, ByteBuffer data) {
        metadata = Collections.unmodifiableMap(header.metadata());
        entries = Collections.unmodifiableMap(header.entries());
        this.data = data;
    }

    /** A tensor as the header describes it; offsets count from the first byte after the header. */
    record Entry(ElementType type, int[] shape, long begin, long end) {}

    /**
     * Reads a file.
     *
     * @param file at most 2 GB
     * @return what it holds
     * @throws ParameterFileException if it is damaged or no such file at all; the message says where
     * @throws IOException if it cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        if (Files.isDirectory(Objects.requireNonNull(file, "file"))) {
            throw new ParameterFileException(file, "is a folder, expected a file");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return read(file, channel, channel.size());
        }
    }

    /**
     * Reads a stream to its end, for example that of a class-path resource.
     *
     * @param in the bytes of such a file, at most 2 GB; not closed
     * @return what it holds
     * @throws ParameterFileException if it is damaged or no such file at all; the message says where
     * @throws IOException if it cannot be read
     */
    public static Safetensors read(InputStream in) throws IOException {
        byte[] bytes = Objects.requireNonNull(in, "in").readAllBytes();
        return read(STREAM, Channels.newChannel(new ByteArrayInputStream(bytes)), bytes.length);
    }

    private static Safetensors read(Object source, ReadableByteChannel channel, long size) throws IOException {
        if (size < 8) {
            throw new ParameterFileException(source, "is no safetensors file: it has only " + size + " bytes");
        }
        ByteBuffer first = readBytes(source, channel, 8);
        long headerLength = first.getLong();
        if (headerLength < 2 || headerLength > LONGEST_HEADER || headerLength > size - 8) {
            throw new ParameterFileException(
                    source,
                    "is cut off or no safetensors file: its header would have "
                            + Long.toUnsignedString(headerLength) + " bytes, the file has " + size
                            + ForeignFile.hint(first.array()));
        }
        ByteBuffer headerBytes = readBytes(source, channel, (int) headerLength);
        HeaderReader.Header header;
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(headerBytes).toString();
            header = HeaderReader.read(text);
        } catch (CharacterCodingException e) {
            throw new ParameterFileException(source, "the header is not UTF-8" + ForeignFile.hint(first.array()));
        } catch (HeaderReader.HeaderException e) {
            throw new ParameterFileException(source, e.problem());
        }
        long dataLength = size - 8 - headerLength;
        List<String> problems = checkOffsets(header.entries(), dataLength);
        if (dataLength > Integer.MAX_VALUE - 8) {
            problems.add(dataLength + " bytes of data are more than the 2 GB that can be read");
        }
        if (!problems.isEmpty()) {
            throw new ParameterFileException(source, problems);
        }
        ByteBuffer data = readBytes(source, channel, (int) dataLength);
        checkSum(source, headerBytes.rewind(), data, header.metadata());
        return new Safetensors(header, data);
    }

    /**
     * The file's map of strings.
     *
     * @return empty if it has none
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * The names of the tensors.
     *
     * @return in the order of the header
     */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * The shape of a tensor.
     *
     * @param name its name
     * @return a copy; no dimension for a single number
     * @throws IllegalArgumentException if there is none of that name
     */
    public int[] shape(String name) {
        return entry(name).shape().clone();
    }

    /**
     * The element type of a tensor.
     *
     * @param name its name
     * @return as the format calls it, for example {@code "F32"}
     * @throws IllegalArgumentException if there is none of that name
     */
    public String elementType(String name) {
        return entry(name).type().name();
    }

    /**
     * The elements of a tensor. All types convert exactly, but for an I64 beyond 2^53, which is rounded.
     *
     * @param name its name
     * @return a new array, row-major
     * @throws IllegalArgumentException if there is none of that name
     */
    public double[] values(String name) {
        Entry entry = entry(name);
        double[] values = new double[(int) Shapes.size(entry.shape())];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.type()
                    .number(data, (int) entry.begin() + i * entry.type().bytes());
        }
        return values;
    }

    boolean isFloating(String name) {
        return entry(name).type().isFloating();
    }

    private Entry entry(String name) {
        Entry entry = entries.get(Objects.requireNonNull(name, "name"));
        if (entry == null) {
            String hint = Names.nearest(name, entries.keySet())
                    .map(near -> ", did you mean \"" + near + "\"?")
                    .orElse("");
            throw new IllegalArgumentException("there is no tensor \"" + name + "\"" + hint);
        }
        return entry;
    }

    private static ByteBuffer readBytes(Object source, ReadableByteChannel channel, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new ParameterFileException(source, "became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private static void checkSum(Object source, ByteBuffer header, ByteBuffer data, Map<String, String> metadata)
            throws ParameterFileException {
        ByteBuffer whole = ByteBuffer.allocate(8 + header.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        Checksum checksum = new Checksum(whole.putLong(header.remaining()).put(header));
        checksum.add(data);
        Optional<String> problem = checksum.check(metadata);
        if (problem.isPresent()) {
            throw new ParameterFileException(source, problem.get());
        }
    }

    /** The tensors must lie one behind the other, without gaps, and fill the data exactly. */
    private static List<String> checkOffsets(Map<String, Entry> entries, long dataLength) {
        List<String> problems = new ArrayList<>();
        List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
        inOrder.sort(Comparator.comparingLong(
                        (Map.Entry<String, Entry> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long expected = 0;
        for (Map.Entry<String, Entry> named : inOrder) {
            Entry entry = named.getValue();
            String tensor = "tensor \"" + named.getKey() + "\" " + Shapes.text(entry.shape()) + " ";
            String place = "at bytes " + entry.begin() + " to " + entry.end();
            long elements = Shapes.size(entry.shape());
            if (entry.end() > dataLength || entry.begin() > entry.end()) {
                problems.add(tensor + place + " is outside the " + dataLength + " bytes of data; is the file cut off?");
            } else if (elements > dataLength || elements * entry.type().bytes() != entry.end() - entry.begin()) {
                problems.add(tensor + "of " + entry.type() + " does not fill its place " + place);
            } else if (entry.begin() != expected) {
                problems.add(tensor + place + (entry.begin() < expected ? " overlaps" : " leaves a gap after")
                        + " the one before, which ends at " + expected);
            }
            expected = Math.max(expected, entry.end());
        }
        if (problems.isEmpty() && expected != dataLength) {
            problems.add("the tensors end at byte " + expected + " of " + dataLength + " bytes of data");
        }
        return problems;
    }
}
