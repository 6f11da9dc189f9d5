// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some methods of a generated class: one, and what it calls. */
final class JavaExcerpt {
    private static final Pattern METHOD = Pattern.compile("^( +)(?:(?:private|static) )*(?:void|float) (\\w+)\\(");
    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");

    private final Map<String, String> methods = new LinkedHashMap<>();

    JavaExcerpt(String source) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher method = METHOD.matcher(lines.get(i));
            if (method.find()) {
                methods.put(method.group(2), text(lines, i, method.group(1)));
            }
        }
    }

    private static String text(List<String> lines, int first, String indent) {
        List<String> body = new ArrayList<>();
        for (String line : lines.subList(first, lines.size())) {
            body.add(line.isEmpty() ? line : line.substring(indent.length()));
            if (line.equals(indent + "}")) {
                break;
            }
        }
        return String.join("\n", body) + "\n";
    }

    /** The first method whose name {@code pattern} matches, then those it calls, callers first. */
    String from(String pattern) {
        String root = methods.keySet().stream()
                .filter(name -> name.matches(pattern))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no method like " + pattern + " in " + methods.keySet()));
        Set<String> found = new LinkedHashSet<>();
        collect(root, found);
        return String.join("\n", found.stream().map(methods::get).toList());
    }

    private void collect(String name, Set<String> found) {
        if (methods.containsKey(name) && found.add(name)) {
            Matcher call = CALL.matcher(methods.get(name));
            while (call.find()) {
                collect(call.group(1), found);
            }
        }
    }
}
