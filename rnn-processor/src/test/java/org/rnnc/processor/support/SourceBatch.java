// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.rnnc.processor.standalone.MemoryFiles;

/** Generated sources, compiled as a user with {@code -Xlint:all} does. */
public final class SourceBatch {
    private SourceBatch() {}

    /**
     * The errors and warnings of javac.
     *
     * @param sources by qualified class name
     */
    public static List<Diagnostic<? extends JavaFileObject>> compile(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new MemoryFiles.Source(name, text)));
        List<String> options = List.of(
                "-proc:none", "-classpath", System.getProperty("java.class.path"), "-Xlint:all,-processing,-path");
        compiler.getTask(
                        new StringWriter(),
                        new MemoryFiles(compiler.getStandardFileManager(diagnostics, null, null)),
                        diagnostics,
                        options,
                        null,
                        files)
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(message -> message.getKind() != Diagnostic.Kind.NOTE)
                .toList();
    }
}
