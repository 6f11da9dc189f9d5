// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import com.palantir.javapoet.JavaFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.front.ClassNaming;
import org.rnnc.processor.java.ClassSize;
import org.rnnc.processor.java.SourceLines;
import org.rnnc.processor.java.api.JavaEmitter;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;

/**
 * The Java files of one model, or why there are none.
 *
 * @param files the public class first
 */
public record ModelSources(List<JavaFile> files, Optional<Diagnostic> problem) {
    public ModelSources {
        files = List.copyOf(files);
    }

    /** The sources of {@code model}; a mistake of the compiler is a problem like any other. */
    public static ModelSources of(ModelSpec model, boolean vectors, String packageName) {
        try {
            return of(model, vectors, packageName, true);
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = trace.length == 0 ? "" : ", at " + trace[0];
            return problem(
                    model,
                    Code.INTERNAL,
                    "the compiler failed on this model: " + e,
                    "this is a mistake of rnnc" + where + "; please report it");
        }
    }

    /**
     * The same for javac.
     *
     * @param vectors whether kernels are wanted in the Vector API too
     * @param open whether everybody sees the public class
     */
    public static ModelSources of(ModelSpec model, boolean vectors, String packageName, boolean open) {
        MemoryPlan plan = MemoryPlan.of(model, new PlainTarget());
        List<JavaFile> files = JavaEmitter.emit(plan, vectors, packageName, Fingerprint.of(model), open);
        // Of a class that no class file can hold javac says no more than that there are too many constants.
        int constants = ClassSize.constants(files);
        return constants <= ClassSize.MOST
                ? new ModelSources(files, Optional.empty())
                : problem(
                        model,
                        Code.TOO_LARGE,
                        "model `" + model.name() + "` is too large for a class file: its classes would have up to "
                                + constants / 1_000 + ",000 names, numbers and texts, and there is room for 65,535",
                        "every layer and every value that is kept takes some: fewer layers");
    }

    private static ModelSources problem(ModelSpec model, Code code, String message, String hint) {
        Diagnostic found = new Diagnostic(code.id(), Severity.ERROR, model.span(), message, hint);
        return new ModelSources(List.of(), Optional.of(found));
    }

    /** The text of each file, by the qualified name of its class. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (JavaFile file : files) {
            String name =
                    ClassNaming.qualified(file.packageName(), file.typeSpec().name());
            texts.put(name, SourceLines.text(file));
        }
        return texts;
    }
}
