// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of bytes, by which a file of the last build is known again. */
final class Digest {
    private final MessageDigest sum;

    Digest() {
        try {
            sum = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        Digest digest = new Digest();
        digest.sum.update(bytes);
        return digest.hex();
    }

    /** Adds a word, told from the one that follows. */
    Digest add(String word) {
        sum.update(word.getBytes(StandardCharsets.UTF_8));
        sum.update((byte) 0);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(sum.digest());
    }
}
