// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.resolve.Signature;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.processor.front.ClassNaming;
import org.rnnc.processor.front.Front;
import org.rnnc.processor.front.FrontReader;
import org.rnnc.processor.front.Spots;
import org.rnnc.processor.front.Values;
import org.rnnc.processor.java.SourceLines;
import org.rnnc.processor.java.Visibility;
import org.rnnc.processor.java.api.StubEmitter;
import org.rnnc.processor.standalone.ModelSources;

/** The road of one annotated type: read; beside the compiler, check, plan and emit; report and write. */
final class AnnotatedType {
    private final Build build;
    private final TypeElement type;
    private final Spots spots;
    private final Front front;
    private final Diagnostics diagnostics = new Diagnostics();
    /** What reading has to say, when it is this type's turn. */
    private final List<Runnable> told = new ArrayList<>();

    private boolean failed;

    private AnnotatedType(Build build, TypeElement type) {
        this.build = build;
        this.type = type;
        Values values = valuesOf(type);
        this.spots = values.spots();
        this.front = new FrontReader(build.environment(), this::tell, type, values, diagnostics).read();
        this.failed = !front.sound();
    }

    /** Reads {@code type} and has it compiled by {@code threads}; gives what is left to do on the compiler's own. */
    static Runnable begin(Build build, TypeElement type, Executor threads) {
        AnnotatedType read = new AnnotatedType(build, type);
        // Of a partial tree, the checks would report what only follows from what is missing.
        if (read.failed || read.diagnostics.hasErrors()) {
            return () -> read.end(List.of());
        }
        boolean vectors = build.seesVectors(type);
        boolean open = read.isOpen();
        CompletableFuture<List<Compiled>> models =
                CompletableFuture.supplyAsync(() -> Compiled.of(read.front, vectors, open, read.diagnostics), threads);
        return () -> read.end(result(models));
    }

    /** What {@code models} comes to; it fails as it would have here. */
    private static List<Compiled> result(CompletableFuture<List<Compiled>> models) {
        try {
            return models.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) Objects.requireNonNull(e.getCause());
        }
    }

    /** The {@code @RnnModel} of {@code type}. */
    static Values valuesOf(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(AnnotationNames.MODEL))
                .findFirst()
                .map(Values::of)
                .orElseThrow();
    }

    private boolean isOpen() {
        return Visibility.isPublic(type, front.packageName());
    }

    private void tell(Code code, String message, String hint, TypeElement on, Spots.Spot spot) {
        told.add(() -> build.error(code, message, hint, on, spot));
    }

    private void end(List<Compiled> models) {
        told.forEach(Runnable::run);
        front.neighbours().explain(diagnostics).forEach(found -> build.say(found, type, spots, front.places()));
        failed |= diagnostics.hasErrors();
        if (!checkPackage()) {
            return;
        }
        Set<String> done = unspeakable();
        for (Compiled compiled : models) {
            String name = compiled.model().name();
            if (!done.contains(name) && write(compiled)) {
                done.add(name);
            }
        }
        for (Signature signature : SpecCompiler.signatures(front.spec())) {
            if (done.add(signature.name())) {
                if (!failed) {
                    build.internalError(new IllegalStateException("no model, and no error"), type);
                }
                JavaFile stub = StubEmitter.emit(signature, front.packageName(), isOpen());
                write(List.of(stub), Map.of(qualified(stub), SourceLines.text(stub)));
            }
        }
    }

    private boolean write(Compiled compiled) {
        ModelSources sources = compiled.sources();
        if (sources == null) {
            build.internalError(Objects.requireNonNull(compiled.failure()), type);
            failed = true;
            return false;
        }
        if (sources.problem().isPresent()) {
            build.say(sources.problem().get(), type, spots, front.places());
            failed = true;
            return false;
        }
        write(sources.files(), compiled.texts());
        build.noteExport(type, front.packageName());
        return true;
    }

    /** Models whose names no class can have, so that they do not even get a stub. */
    private Set<String> unspeakable() {
        Set<String> names = new HashSet<>();
        for (Declaration.Model model : front.spec().models()) {
            boolean reported = diagnostics.all().stream()
                    .anyMatch(found -> found.code().equals(Code.JAVA_NAME.id())
                            && found.span().equals(model.name().span()));
            boolean sound = ClassNaming.isClassName(model.name().text());
            if (!sound && !failed) {
                error(Code.ANNOTATION, "`" + model.name() + "` is not a name for a Java class", "give another one");
                failed = true;
            }
            if (reported || !sound) {
                names.add(model.name().text());
            }
        }
        return names;
    }

    private boolean checkPackage() {
        Optional<String> shadow = ClassNaming.shadow(build.environment().getElementUtils(), front.packageName());
        if (shadow.isPresent() && !failed) {
            error(
                    Code.JAVA_NAME,
                    "class " + shadow.get() + " hides the package of its name, which the generated class uses",
                    "put the spec into another package, or rename that class");
            failed = true;
        }
        ModuleElement module = build.environment().getElementUtils().getModuleOf(type);
        boolean sound = !front.packageName().isEmpty() || module == null || module.isUnnamed();
        if (!sound) {
            error(
                    Code.ANNOTATION,
                    "the class would be in the unnamed package, which module " + module.getQualifiedName()
                            + " cannot have",
                    "the package of a spec is its path under the source root");
        }
        // A placeholder would not find the package either.
        return sound && shadow.isEmpty();
    }

    /** Writes the classes of one model; none of them, if one is there already. */
    private void write(List<JavaFile> files, Map<String, String> texts) {
        for (JavaFile file : files) {
            Optional<String> problem = build.claim(front.packageName(), file.typeSpec(), type);
            if (problem.isPresent()) {
                // A stub is not worth a word of its own.
                if (!failed) {
                    error(Code.ANNOTATION, problem.get(), hint(file));
                }
                return;
            }
        }
        for (JavaFile file : files) {
            try {
                write(qualified(file), Objects.requireNonNull(texts.get(qualified(file))));
            } catch (FilerException e) {
                // Eclipse's compiler lets no processor write a class that is there already, not even in a class file.
                error(
                        Code.FILE,
                        "class " + qualified(file) + " of an earlier build is in the way: " + e.getMessage(),
                        "this compiler does not replace it: clean the output folder before, or take it off the class"
                                + " path");
                return;
            } catch (IOException e) {
                error(Code.FILE, "cannot write class " + file.typeSpec().name() + ": " + e.getMessage(), "");
                return;
            }
        }
    }

    private void write(String name, String text) throws IOException {
        JavaFileObject source = build.environment().getFiler().createSourceFile(name, type);
        try (Writer writer = source.openWriter()) {
            writer.write(text);
        }
    }

    private static String qualified(JavaFile file) {
        return ClassNaming.qualified(file.packageName(), file.typeSpec().name());
    }

    private String hint(JavaFile file) {
        String name = file.typeSpec().name();
        return type.getSimpleName().contentEquals(name)
                ? "call the type " + name + "Spec, or give a name = \"...\""
                : "give one of them another name";
    }

    private void error(Code code, String message, String hint) {
        build.error(code, message, hint, type, spots.of(null));
    }
}
