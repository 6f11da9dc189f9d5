// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that the processor runs in: Eclipse's is also that of Visual Studio Code. */
public enum JavaCompilers {
    JAVAC(ToolProvider::getSystemJavaCompiler),
    ECJ(EclipseCompiler::new);

    private final Supplier<JavaCompiler> compiler;

    JavaCompilers(Supplier<JavaCompiler> compiler) {
        this.compiler = compiler;
    }

    public JavaCompiler get() {
        return compiler.get();
    }

    /** Arguments of javac as this compiler has them; its own warnings are another matter, and no errors. */
    public List<String> options(List<String> javac) {
        if (this == JAVAC) {
            return javac;
        }
        List<String> options = new ArrayList<>(List.of("--release", "17"));
        for (String option : javac) {
            if (!option.equals("-Werror") && !option.startsWith("-Xlint") && !option.startsWith("-implicit")) {
                options.add(option);
            }
        }
        return options;
    }

    /** What was said, as javac shows it; of the warnings only ours. */
    public List<Diagnostic<? extends JavaFileObject>> messages(DiagnosticCollector<JavaFileObject> found) {
        return this == JAVAC
                ? found.getDiagnostics()
                : found.getDiagnostics().stream()
                        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR
                                || diagnostic.getMessage(Locale.ROOT).contains("RNN"))
                        .<Diagnostic<? extends JavaFileObject>>map(Indented::new)
                        .toList();
    }
}
