// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import com.palantir.javapoet.JavaFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.java.SourceLines;
import org.rnnc.processor.java.api.JavaEmitter;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.plain.PlainKernels;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Planner;

/** The compiler's road without javac: text to spec, spec to Java source. */
public final class EmittedModel {
    private EmittedModel() {}

    /**
     * @param body of the model, own cells first
     * @throws IllegalArgumentException with the compiler's messages, if there are any
     */
    public static ModelSpec spec(String name, String body) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText text = new SourceText(name + ".rnn", body);
        List<ModelSpec> models =
                SpecCompiler.compile(SpecReader.readInline(text, name, diagnostics), List.of(), diagnostics);
        if (!diagnostics.all().isEmpty() || models.size() != 1) {
            throw new IllegalArgumentException(String.join(
                    "\n", diagnostics.all().stream().map(Diagnostic::format).toList()));
        }
        return models.get(0);
    }

    /** The plan of the plain target. */
    public static Plan plan(ModelSpec spec) {
        return Planner.plan(spec, new PlainTarget().budget());
    }

    /** The generated source files by qualified class name. */
    public static Map<String, String> sources(ModelSpec spec, String packageName) {
        return sources(plan(spec), packageName);
    }

    /** The same of what is planned already. */
    public static Map<String, String> sources(Plan plan, String packageName) {
        return sources(plan, PlainKernels::new, false, packageName);
    }

    /** The same with kernels in the Vector API besides. */
    public static Map<String, String> sourcesWithVectors(Plan plan, String packageName) {
        return sources(plan, PlainKernels::new, true, packageName);
    }

    /** The same with other kernels than those of the plain target. */
    static Map<String, String> sources(Plan plan, KernelEmitter.Factory kernels, String packageName) {
        return sources(plan, kernels, false, packageName);
    }

    private static Map<String, String> sources(
            Plan plan, KernelEmitter.Factory kernels, boolean vectors, String packageName) {
        Map<String, String> sources = new TreeMap<>();
        MemoryPlan memory = MemoryPlan.of(plan, new PlainTarget());
        for (JavaFile file : JavaEmitter.emit(
                memory, EngineEmitter.emit(memory, kernels, vectors), packageName, "0123456789abcdef", true)) {
            sources.put(packageName + "." + file.typeSpec().name(), SourceLines.text(file));
        }
        return sources;
    }
}
