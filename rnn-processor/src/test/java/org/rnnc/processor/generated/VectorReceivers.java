// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What operations of the Vector API are called on in the text of an engine: vectors whose class is said, so that C2 does not
 * go by the vectors that it has seen elsewhere.
 */
final class VectorReceivers {
    private static final Pattern METHOD = Pattern.compile("(?m)^    [\\w\\[\\] ]+ \\w+\\([^;{]*\\) \\{$");
    private static final Pattern EXACT_LOCAL =
            Pattern.compile("\\b(?:Float|Double|Int)Vector (\\w+) = ((?:VECTOR|INTS)\\.cast\\()");
    private static final Pattern CALL = Pattern.compile(
            "(\\w+|\\))\\.(?:add|sub|mul|div|min|max|fma|neg|abs|sqrt|lanewise|blend|compare|convertShape|intoArray)\\(");
    /** A chain that goes round a loop and is handed on without its class. */
    private static final Pattern CHAIN = Pattern.compile("\\b(\\w+) = [^;]*\\.(?:fma|add)\\([^;]*\\b\\1\\);");

    private static final Pattern CAST = Pattern.compile(".*\\b(?:VECTOR|INTS)\\.cast$");

    private VectorReceivers() {}

    /** Calls on something else, as far as one can see. */
    static List<String> inexact(String source) {
        List<String> found = new ArrayList<>();
        Matcher begin = METHOD.matcher(source);
        while (begin.find()) {
            int end = source.indexOf("\n    }\n", begin.end());
            found.addAll(inMethod(source.substring(begin.end(), end).replaceAll("\\s+", " ")));
        }
        return found;
    }

    private static List<String> inMethod(String body) {
        Set<String> exact = new HashSet<>();
        for (Matcher local = EXACT_LOCAL.matcher(body); local.find(); ) {
            if (body.charAt(closing(body, local.end(2) - 1) + 1) == ';') {
                exact.add(local.group(1));
            }
        }
        List<String> found = new ArrayList<>();
        CHAIN.matcher(body).results().forEach(chain -> found.add(chain.group()));
        for (Matcher call = CALL.matcher(body); call.find(); ) {
            String receiver = call.group(1);
            boolean isExact = receiver.equals(")")
                    ? CAST.matcher(body.substring(0, opening(body, call.start(1))))
                            .matches()
                    : exact.contains(receiver);
            if (!isExact && !receiver.equals("Math")) {
                found.add(body.substring(Math.max(0, call.start() - 60), call.end()));
            }
        }
        return found;
    }

    private static int closing(String text, int opening) {
        int depth = 0;
        int at = opening;
        do {
            depth += depth(text.charAt(at++));
        } while (depth > 0);
        return at - 1;
    }

    private static int opening(String text, int closing) {
        int depth = 0;
        int at = closing;
        do {
            depth -= depth(text.charAt(at--));
        } while (depth > 0);
        return at + 1;
    }

    private static int depth(char sign) {
        return sign == '(' ? 1 : sign == ')' ? -1 : 0;
    }
}
