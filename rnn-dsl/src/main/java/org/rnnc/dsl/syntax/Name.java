// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

/** An identifier as it stands in the source. */
public record Name(String text, SourceSpan span) {
    @Override
    public String toString() {
        return text;
    }
}
