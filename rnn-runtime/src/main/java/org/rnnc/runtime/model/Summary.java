// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model is, on one line. */
final class Summary {
    private Summary() {}

    static String of(ModelInfo info, long parameters) {
        String precision = info.precision().name().toLowerCase(Locale.ROOT);
        String training = info.targets().isEmpty() ? "" : "; window " + info.window() + ", batch " + info.batch();
        return info.name() + "(" + text(info.inputs()) + ") -> " + text(info.outputs())
                + String.format(Locale.ROOT, "; %,d parameters in %s", parameters, precision)
                + training;
    }

    private static String text(List<DataSpec> specs) {
        return specs.stream()
                .map(spec -> spec.name() + ": "
                        + (spec.kind() == DataSpec.Kind.TOKEN ? "token<" : "vector<") + spec.size() + ">"
                        + (spec.perStep() ? "" : " per sequence"))
                .collect(Collectors.joining(", "));
    }
}
