// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.layout.MemoryPlan;

/** From a plan to Java source: the public class, and its engine. */
public final class JavaEmitter {
    /** What {@code @Generated} says: no version and no date, so that the same spec gives the same bytes. */
    public static final String GENERATOR = "org.rnnc.processor";

    private JavaEmitter() {}

    /**
     * @param vectors whether kernels are wanted in the Vector API too
     * @param packageName where the classes go; empty for the unnamed package
     * @param fingerprint of the model, kept in parameter files
     * @param open whether everybody sees the public class
     */
    public static List<JavaFile> emit(
            MemoryPlan memory, boolean vectors, String packageName, String fingerprint, boolean open) {
        return emit(memory, EngineEmitter.emit(memory, vectors), packageName, fingerprint, open);
    }

    /** @param engine the classes of one that was written for {@code memory} */
    public static List<JavaFile> emit(
            MemoryPlan memory, List<TypeSpec> engine, String packageName, String fingerprint, boolean open) {
        TypeSpec model = new ModelEmitter(memory).emit(fingerprint);
        List<JavaFile> files = new ArrayList<>(List.of(publicFile(packageName, model, open)));
        engine.forEach(type -> files.add(file(packageName, type)));
        return files;
    }

    /** The file of a class that users name. */
    static JavaFile publicFile(String packageName, TypeSpec type, boolean open) {
        if (!open) {
            return file(packageName, type);
        }
        // That a module must pass the runtime on is said once, and not at each signature.
        TypeSpec visible = type.toBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                        .addMember("value", "$S", "exports")
                        .build())
                .build();
        return file(packageName, visible);
    }

    static JavaFile file(String packageName, TypeSpec type) {
        TypeSpec annotated = type.toBuilder()
                .addAnnotation(AnnotationSpec.builder(ClassName.get(RuntimePackages.GENERATED, "Generated"))
                        .addMember("value", "$S", GENERATOR)
                        .build())
                .build();
        // Imports are not left out for java.lang: a type of the user's own package would come before it.
        return JavaFile.builder(packageName, annotated).indent("    ").build();
    }
}
