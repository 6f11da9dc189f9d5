// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The checksum of a file: one of its metadata, over all bytes of the file with its own digits taken as zeros. CRC-32C, since
 * it guards against damage and not against forgery: it finds every change of up to 32 bits in a row and all but one in four
 * billion of the others, and processors compute it faster than any disk reads; SHA-256 would make reading large files
 * several times as slow.
 */
final class Checksum {
    static final String KEY = "rnnc.checksum";

    /** What stands there until the sum is known. */
    static final String UNKNOWN = "crc32c:00000000";

    private static final int DIGITS = 8;

    /** A quote within a string has a backslash before it, so that this can only be the key. */
    private static final byte[] MARK = ("\"" + KEY + "\":\"" + UNKNOWN.substring(0, UNKNOWN.length() - DIGITS))
            .getBytes(StandardCharsets.US_ASCII);

    private final CRC32C sum = new CRC32C();
    private final int digitsAt;

    /** @param header of the file, its length before it */
    Checksum(ByteBuffer header) {
        byte[] bytes = header.array().clone();
        digitsAt = digitsAt(bytes);
        if (digitsAt >= 0) {
            for (int i = 0; i < DIGITS; i++) {
                bytes[digitsAt + i] = '0';
            }
        }
        sum.update(bytes);
    }

    private static int digitsAt(byte[] bytes) {
        for (int at = 0; at + MARK.length + DIGITS <= bytes.length; at++) {
            int same = 0;
            while (same < MARK.length && bytes[at + same] == MARK[same]) {
                same++;
            }
            if (same == MARK.length) {
                return at + MARK.length;
            }
        }
        return -1;
    }

    /** Adds what comes next in the file; its position stays. */
    void add(ByteBuffer bytes) {
        sum.update(bytes.duplicate());
    }

    private String value() {
        return UNKNOWN.substring(0, UNKNOWN.length() - DIGITS) + String.format("%08x", sum.getValue());
    }

    /** Puts the sum into its place, when all else is written. */
    void write(FileChannel channel) throws IOException {
        if (digitsAt >= 0) {
            ByteBuffer rest = ByteBuffer.wrap(digits());
            while (rest.hasRemaining()) {
                channel.write(rest, digitsAt + rest.position());
            }
        }
    }

    /** Puts the sum into the header that is still to be written, when all else was added. */
    void put(ByteBuffer header) {
        if (digitsAt >= 0) {
            System.arraycopy(digits(), 0, header.array(), digitsAt, DIGITS);
        }
    }

    private byte[] digits() {
        String value = value();
        return value.substring(value.length() - DIGITS).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What is wrong with a file all of which was added. One without a checksum passes if it may be without: files from
     * elsewhere, and of the first version of our formats, have none.
     */
    Optional<String> check(Map<String, String> metadata) {
        String found = metadata.get(KEY);
        if (found == null) {
            return FileFormat.needsChecksum(metadata)
                    ? Optional.of("is damaged: its checksum is gone, " + KEY)
                    : Optional.empty();
        }
        return digitsAt >= 0 && found.equals(value())
                ? Optional.empty()
                : Optional.of("is damaged: " + KEY + " is " + found + ", its bytes give " + value()
                        + ". A program that changes such a file must leave out the metadata that begin with \"rnnc.\"");
    }
}
