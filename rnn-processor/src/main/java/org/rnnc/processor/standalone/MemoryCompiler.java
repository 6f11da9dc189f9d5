// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.io.StringWriter;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Runs javac on sources in memory. */
public final class MemoryCompiler {
    private MemoryCompiler() {}

    /** Whether this Java has a compiler; a runtime environment has none. */
    public static boolean isThere() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /**
     * What javac and its processors write.
     *
     * @throws IllegalArgumentException with its messages, if there are errors or warnings
     */
    public static MemoryFiles compile(List<JavaFileObject> sources, List<String> options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "this Java has no compiler: a JDK is needed, and it is a runtime environment");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter other = new StringWriter();
        MemoryFiles files = new MemoryFiles(compiler.getStandardFileManager(diagnostics, null, null));
        boolean done = compiler.getTask(other, files, diagnostics, options, null, sources)
                .call();
        List<String> messages = diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
                // javac 17 has no switch for it.
                .filter(d -> !"compiler.warn.incubating.modules".equals(d.getCode()))
                .map(Diagnostic::toString)
                .toList();
        if (!done || !messages.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", messages) + other);
        }
        return files;
    }
}
