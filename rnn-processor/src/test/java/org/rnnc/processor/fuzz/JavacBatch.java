// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.rnnc.processor.support.SourceBatch;

/** Compiles generated classes, many at a time, and remembers which spec each came from. */
final class JavacBatch {
    private static final int SIZE = 200;

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> specs = new LinkedHashMap<>();
    private int compiled;

    /** @param emitted by qualified class name */
    void add(String packageName, String spec, Map<String, String> emitted) {
        specs.put(packageName, spec);
        sources.putAll(emitted);
        if (sources.size() >= SIZE) {
            compile();
        }
    }

    int compiled() {
        return compiled;
    }

    void compile() {
        List<Diagnostic<? extends JavaFileObject>> found = SourceBatch.compile(sources);
        compiled += sources.size();
        List<String> messages = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> message : found) {
            String name = message.getSource() == null ? "" : message.getSource().getName();
            String packageName = name.replaceFirst("^/", "").split("/")[0];
            messages.add(message + "\nof the spec\n" + specs.get(packageName));
        }
        sources.clear();
        specs.clear();
        if (!messages.isEmpty()) {
            fail(messages.size() + " messages of javac, the first\n" + messages.get(0));
        }
    }
}
