// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes of bytecode of each method of a class file (JVMS 4). HotSpot compiles none that has more than
 * {@link #HUGE_METHOD_LIMIT}.
 */
public final class MethodSizes {
    /** {@code -XX:HugeMethodLimit}, in product builds a constant. */
    public static final int HUGE_METHOD_LIMIT = 8_000;

    private final DataInputStream in;
    private String[] utf8 = {};

    private MethodSizes(byte[] classFile) {
        in = new DataInputStream(new ByteArrayInputStream(classFile));
    }

    /** By name and descriptor, such as {@code step([F[F)V}; methods without code are left out. */
    public static Map<String, Integer> of(byte[] classFile) {
        try {
            return new MethodSizes(classFile).read();
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged class file", e);
        }
    }

    /** The size of the largest method, or 0. */
    public static int largest(byte[] classFile) {
        return of(classFile).values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Entries of the constant pool, of at most 65,535. */
    public static int constants(byte[] classFile) {
        return (classFile[8] & 0xff) << 8 | classFile[9] & 0xff;
    }

    private Map<String, Integer> read() throws IOException {
        in.skipNBytes(8);
        readConstants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        readMembers();
        return readMembers();
    }

    private void readConstants() throws IOException {
        utf8 = new String[in.readUnsignedShort()];
        for (int i = 1; i < utf8.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> utf8[i] = in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("constant of kind " + tag);
            }
        }
    }

    /** Fields or methods, which look the same. */
    private Map<String, Integer> readMembers() throws IOException {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(2);
            String name = utf8[in.readUnsignedShort()] + utf8[in.readUnsignedShort()];
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                boolean code = "Code".equals(utf8[in.readUnsignedShort()]);
                long length = Integer.toUnsignedLong(in.readInt());
                if (code) {
                    in.skipNBytes(4);
                    sizes.put(name, in.readInt());
                    length -= 8;
                }
                in.skipNBytes(length);
            }
        }
        return sizes;
    }
}
