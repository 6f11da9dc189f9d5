// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.support.Shapes;
import org.rnnc.runtime.tensor.Tensor;

/** What a model is, on one line and as a table. */
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

    /** Columns are as wide as what stands in them; a state of 0 numbers has no row. */
    static String table(String summary, Precision precision, List<Tensor> parameters, int state) {
        int bytes = precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
        long count = parameters.stream().mapToLong(Tensor::size).sum();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "parameter", "shape", "numbers", "bytes"});
        String layer = "";
        for (Tensor tensor : parameters) {
            int dot = tensor.name().lastIndexOf('.');
            String its = tensor.name().substring(0, Math.max(dot, 0));
            rows.add(new String[] {
                its.equals(layer) ? "" : its,
                tensor.name().substring(dot + 1),
                Shapes.text(tensor.shape()),
                number(tensor.size()),
                number((long) tensor.size() * bytes)
            });
            layer = its;
        }
        rows.add(new String[] {"in all", "", "", number(count), number(count * bytes)});
        if (state > 0) {
            rows.add(new String[] {"a state", "", "", number(state), number((long) state * bytes)});
        }
        return summary + System.lineSeparator() + lines(rows);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String lines(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                boolean isNumber = i >= row.length - 2;
                line.append(i == 0 ? "" : "  ").append(isNumber ? space + row[i] : row[i] + space);
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }
}
