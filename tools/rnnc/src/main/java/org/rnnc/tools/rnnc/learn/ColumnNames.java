// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rnnc.tools.rnnc.CommandException;

/** Lists of columns, as the command line has them: commas between names, and quotes around names that have one. */
final class ColumnNames {
    private static final Pattern NAME =
            Pattern.compile("\\G\\s*(?:\"(?<quoted>(?:[^\"]|\"\")+)\"|(?<plain>[^\",][^,]*?))\\s*(?:,|$)");

    private ColumnNames() {}

    /**
     * The names of a list.
     *
     * @param option for messages
     * @throws CommandException if it is none
     */
    static List<String> read(String option, String list) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(list);
        int end = 0;
        while (end < list.length() && name.find()) {
            String quoted = name.group("quoted");
            names.add(quoted == null ? name.group("plain") : quoted.replace("\"\"", "\""));
            end = name.end();
        }
        if (names.isEmpty() || end < list.length()) {
            throw new CommandException(
                    option + ": expected names of columns with commas between them, and in quotes those"
                            + " that have one, found " + list);
        }
        return names;
    }

    /** For messages, so that it can be copied; {@code none} where there is none. */
    static String show(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(ColumnNames::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return name.contains(",") || name.startsWith("\"") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }
}
