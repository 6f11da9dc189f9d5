// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.Objects;

/**
 * The text that another one was taken out of, and where each of its characters stands there: the Java source of a text
 * block, whose indentation is gone and whose escapes are replaced.
 */
public final class Origin {
    private final SourceText host;
    private final int[] starts;
    private final int[] ends;

    /**
     * @param starts for each character taken out, the offset in {@code host} where what it stands for starts; then the
     *     offset of the text's end
     * @param ends for each character taken out, the offset after what it stands for
     */
    public Origin(SourceText host, int[] starts, int[] ends) {
        this.host = Objects.requireNonNull(host, "host");
        if (starts.length != ends.length + 1) {
            throw new IllegalArgumentException(starts.length + " starts, " + ends.length + " ends");
        }
        this.starts = starts.clone();
        this.ends = ends.clone();
    }

    SourceText host() {
        return host;
    }

    int length() {
        return ends.length;
    }

    /** The offset in the host of the character at {@code offset}; offsets too large count as the text's end. */
    int start(int offset) {
        return starts[Math.min(Math.max(offset, 0), ends.length)];
    }

    /** The offset in the host after the character before {@code offset}. */
    int end(int offset) {
        int last = Math.min(offset, ends.length) - 1;
        return last < 0 ? start(0) : ends[last];
    }
}
