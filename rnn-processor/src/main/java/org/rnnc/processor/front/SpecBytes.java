// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;

/**
 * The bytes of a file, if they can be a spec: whatever lies in the place of one, a build neither reads more of it than
 * the longest spec has nor waits for its end.
 *
 * @param size what the file says, or more than {@link #MOST} where it does not end there
 */
public record SpecBytes(byte[] bytes, long size) {
    /** A char of text is at most this many bytes of UTF-8; one outside of the basic plane is two chars. */
    private static final int BYTES_PER_CHAR = 3;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public static final int MOST = BYTES_PER_CHAR * SpecReader.LONGEST_TEXT;

    public static SpecBytes of(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST) {
            return new SpecBytes(new byte[0], size);
        }
        // A file may also be longer than it says: it grows, or is none of a disk.
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    public static SpecBytes of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MOST + 1);
        return new SpecBytes(bytes, bytes.length);
    }

    int length() {
        return bytes.length;
    }

    public boolean isTooLong() {
        return size > MOST;
    }

    /** How much there is, and how much there may be. */
    public String excess() {
        String much = size == MOST + 1 ? "more than " + MOST : String.valueOf(size);
        return "has " + much + " bytes, and at most " + MOST + " are read";
    }

    /** The text; empty if it is none. */
    Optional<SourceText> decode(String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new SourceText(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
