// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rnnc.dsl.model.ModelSpec;

/** A short hash of what a model computes, so that a parameter file can say which model it was made for. */
final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    static String of(ModelSpec model) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(model.graph().explain().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
