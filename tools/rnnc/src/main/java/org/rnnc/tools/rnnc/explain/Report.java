// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Text in lines of at most {@link #WIDTH} characters: headings, sentences, and tables in columns. */
final class Report {
    static final int WIDTH = 100;

    private final StringBuilder out = new StringBuilder();
    private final UnaryOperator<String> heading;

    /** @param heading how a heading looks */
    Report(UnaryOperator<String> heading) {
        this.heading = heading;
    }

    void heading(String text) {
        if (out.length() > 0) {
            out.append('\n');
        }
        out.append(heading.apply(text)).append('\n');
    }

    /** A line; what does not fit goes on below, further in. */
    void line(String text) {
        int indent = text.length() - text.stripLeading().length();
        String next = " ".repeat(indent + 4);
        String rest = text;
        while (rest.length() > WIDTH) {
            int cut = rest.lastIndexOf(' ', WIDTH);
            if (cut <= next.length()) {
                break;
            }
            out.append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = next + rest.substring(cut).strip();
        }
        out.append(rest.stripTrailing()).append('\n');
    }

    /** Rows of as many cells; columns whose cells are all numbers are set to the right. */
    void table(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int columns = rows.get(0).size();
        List<Integer> widths = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            int column = c;
            widths.add(rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0));
            right.add(rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9,.]*( [kMG]?B)?")));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int c = 0; c < columns; c++) {
                String space = " ".repeat(widths.get(c) - row.get(c).length());
                line.append(' ')
                        .append(right.get(c) ? space + row.get(c) : row.get(c) + space)
                        .append(' ');
            }
            line(line.toString().stripTrailing());
        }
    }

    String text() {
        return out.toString();
    }

    // ---- numbers ---------------------------------------------------------------------------------------------------

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return count(bytes) + " B";
        }
        return bytes < 10_000_000 ? count(Math.round(bytes / 1e3)) + " kB" : count(Math.round(bytes / 1e6)) + " MB";
    }
}
