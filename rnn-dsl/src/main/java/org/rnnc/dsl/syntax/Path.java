// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** A layer, or something in it: {@code encoder}, {@code encoder.Wx}, {@code tagger.forward.h}. */
public record Path(List<Name> names, SourceSpan span) {
    public Path {
        names = List.copyOf(names);
    }

    public String text() {
        return names.stream().map(Name::text).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
