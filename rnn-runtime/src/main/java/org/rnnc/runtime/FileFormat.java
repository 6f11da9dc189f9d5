// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.util.List;
import java.util.Map;

/** The strings a file of ours carries beside its tensors. */
final class FileFormat {
    static final String FORMAT = "rnnc.format";
    static final String MODEL = "rnnc.model";
    static final String FINGERPRINT = "rnnc.fingerprint";
    static final String ELEMENT_TYPE = "rnnc.dtype";

    static final String PARAMETERS = "parameters/1";
    static final String CHECKPOINT = "checkpoint/1";

    private FileFormat() {}

    static SafetensorsWriter writer(String format, ModelInfo info) {
        return new SafetensorsWriter()
                .metadata(FORMAT, format)
                .metadata(MODEL, info.name())
                .metadata(FINGERPRINT, info.fingerprint())
                .metadata(ELEMENT_TYPE, ElementType.of(info.precision()).name());
    }

    /** Compares one string with what it must be; a missing one counts as different. */
    static void check(Map<String, String> metadata, String key, String expected, List<String> problems) {
        String found = metadata.get(key);
        if (!expected.equals(found)) {
            problems.add(key + ": expected " + expected + ", found " + (found == null ? "nothing" : found));
        }
    }
}
