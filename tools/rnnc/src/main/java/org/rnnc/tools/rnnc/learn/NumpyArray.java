// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of NumPy's format {@code .npy}, versions 1 to 3: numbers in row-major order, held as doubles, which all element types
 * fit into that are read; of whole numbers those up to 2^53.
 *
 * @param type NumPy's name of the element type, such as {@code <f4}
 */
public record NumpyArray(String type, int[] shape, double[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([\\d, L]*)\\),? *\\}\\s*");

    /** Floats of a shape. */
    public static NumpyArray floats(int[] shape, double[] values) {
        return new NumpyArray("<f4", shape, values);
    }

    /** How many elements a shape has. */
    public static int size(int... shape) {
        long size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return Math.toIntExact(size);
    }

    /**
     * Reads an array.
     *
     * @param name of it, for messages
     * @throws IOException if it is none, or of a type that is not read; the message says which
     */
    public static NumpyArray read(String name, byte[] bytes) throws IOException {
        if (bytes.length < 10 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new IOException(name + " is no array of NumPy");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = bytes[6];
        int length = version == 1 ? buffer.getShort(8) & 0xffff : bytes.length < 12 ? -1 : buffer.getInt(8);
        int from = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || length < 0 || length > bytes.length - from) {
            throw new IOException(name + ": the header of the array is damaged");
        }
        String header = new String(bytes, from, length, StandardCharsets.UTF_8);
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new IOException(name + ": expected an array of numbers, found " + header.strip());
        }
        if (parts.group(2).equals("True")) {
            throw new IOException(name + " is in Fortran's order; save numpy.ascontiguousarray(array)");
        }
        int[] shape = Arrays.stream(parts.group(3).replace("L", "").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return read(name, parts.group(1), shape, bytes, from + length);
    }

    private static NumpyArray read(String name, String type, int[] shape, byte[] bytes, int from) throws IOException {
        int width = type.length() == 3 ? Character.digit(type.charAt(2), 10) : 0;
        String kind = type.substring(0, Math.min(2, type.length()));
        boolean known = (kind.equals("<f") || kind.equals(">f")) && (width == 4 || width == 8)
                || kind.matches("[<>|][iu]") && (width == 1 || width == 2 || width == 4 || width == 8)
                || type.equals("|b1");
        if (!known) {
            throw new IOException(name + ": elements of type " + type + " are not read; expected numbers, as by"
                    + " array.astype(\"float32\")");
        }
        int count = size(shape);
        if (bytes.length - from != (long) count * width) {
            throw new IOException(name + ": expected " + (long) count * width + " bytes for " + text(shape) + ", found "
                    + (bytes.length - from));
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, from, bytes.length - from)
                .slice()
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = element(data, type.charAt(1), width, i * width);
        }
        return new NumpyArray(type, shape, values);
    }

    private static double element(ByteBuffer data, char kind, int width, int at) {
        if (kind == 'f') {
            return width == 4 ? data.getFloat(at) : data.getDouble(at);
        }
        boolean signed = kind == 'i';
        return switch (width) {
            case 1 -> signed ? data.get(at) : data.get(at) & 0xff;
            case 2 -> signed ? data.getShort(at) : data.getShort(at) & 0xffff;
            case 4 -> signed ? data.getInt(at) : data.getInt(at) & 0xffffffffL;
            default -> data.getLong(at);
        };
    }

    /** The bytes of a file, of type {@code <f4}, {@code <f8} or {@code <i4}. */
    public byte[] write() {
        String dimensions = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + dimensions
                + (shape.length == 1 ? "," : "") + "), }";
        int length = header.length() + 1;
        int padding = (ALIGNMENT - (10 + length) % ALIGNMENT) % ALIGNMENT;
        int width = type.equals("<f8") ? 8 : 4;
        ByteBuffer buffer = ByteBuffer.allocate(10 + length + padding + width * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length + padding));
        buffer.put((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (double value : values) {
            switch (type) {
                case "<f8" -> buffer.putDouble(value);
                case "<i4" -> buffer.putInt((int) value);
                default -> buffer.putFloat((float) value);
            }
        }
        return buffer.array();
    }

    /** A shape as {@code [3][4]}. */
    public static String text(int[] shape) {
        return IntStream.of(shape).mapToObj(length -> "[" + length + "]").collect(Collectors.joining());
    }
}
