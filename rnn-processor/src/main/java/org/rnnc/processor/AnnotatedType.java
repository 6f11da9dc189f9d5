// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.rnnc.dsl.check.Signature;
import org.rnnc.dsl.check.SpecCompiler;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.read.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.emit.JavaEmitter;
import org.rnnc.processor.emit.StubEmitter;
import org.rnnc.processor.plan.Planner;

/** The road of one annotated type: read, check, plan, emit; then report whatever was found. */
final class AnnotatedType {
    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final RnnModelMirror annotation;
    private final ClassNaming naming;
    private final Diagnostics diagnostics = new Diagnostics();

    AnnotatedType(ProcessingEnvironment environment, TypeElement type) {
        this.environment = environment;
        this.type = type;
        this.annotation = RnnModelMirror.of(type);
        this.naming = new ClassNaming(environment.getElementUtils(), type);
    }

    void generate() {
        boolean file = annotation.file().isPresent();
        boolean text = annotation.text().isPresent();
        if (file == text) {
            error(
                    Code.ANNOTATION,
                    file ? "both file and text are given" : "neither file nor text is given",
                    file ? "keep one of them" : "file = \"" + naming.simpleName() + ".rnn\", or text = \"\"\"...\"\"\"",
                    null);
        } else if (text) {
            generateFromText(annotation.text().get());
        } else {
            generateFromFile(annotation.file().get());
        }
        print();
    }

    private void generateFromText(AnnotationValue value) {
        String name = annotation.name().orElse(naming.simpleName());
        if (!checkName(name)) {
            return;
        }
        SourceText source = InlineSource.of(environment, type, annotation.mirror(), value);
        SpecFile spec = SpecReader.readInline(source, name, diagnostics);
        generate(spec, List.of(), naming.packageName(), name);
    }

    private boolean checkName(String name) {
        if (naming.isTaken(name)) {
            error(
                    Code.ANNOTATION,
                    "the generated class would be called " + name + ", like the annotated type itself",
                    "call the type " + name + "Spec, or give a name = \"...\"",
                    null);
            return false;
        }
        return true;
    }

    private void generateFromFile(AnnotationValue value) {
        String path = (String) value.getValue();
        SpecFinder.Result found = new SpecFinder(environment, type, naming.packageName()).find(path);
        if (found.spec() == null) {
            error(Code.FILE, found.problem(), found.hint(), value);
            return;
        }
        SpecFile spec = SpecReader.read(found.spec().source(), diagnostics);
        List<SpecFile> neighbours = new ArrayList<>();
        for (SourceText source : found.spec().neighbours()) {
            // A neighbour's own mistakes are reported where it is compiled itself.
            neighbours.add(SpecReader.read(source, new Diagnostics()));
        }
        if (spec.models().isEmpty() && !diagnostics.hasErrors()) {
            error(
                    Code.FILE,
                    "no model in " + found.spec().source().name(),
                    "a file needs a model { } to become a class",
                    value);
        }
        String only = annotation.name().orElse(null);
        generate(spec, neighbours, found.spec().packageName(), only);
        if (only != null
                && spec.models().stream().noneMatch(m -> m.name().text().equals(only))) {
            error(Code.FILE, "no model " + only + " in " + found.spec().source().name(), names(spec), value);
        }
    }

    private static String names(SpecFile spec) {
        return "its models are "
                + String.join(
                        ", ", spec.models().stream().map(m -> m.name().text()).toList());
    }

    /** Generates the models of {@code spec}, or just the one called {@code only}; a stub for each that has errors. */
    private void generate(SpecFile spec, List<SpecFile> neighbours, String packageName, String only) {
        List<ModelSpec> models =
                diagnostics.hasErrors() ? List.of() : SpecCompiler.compile(spec, neighbours, diagnostics);
        if (diagnostics.hasErrors() && models.isEmpty()) {
            // Syntax errors leave a partial tree, whose checks would report what only follows from them.
            models = List.of();
        }
        Set<String> done = new HashSet<>();
        for (ModelSpec model : models) {
            if (only == null || model.name().equals(only)) {
                done.add(model.name());
                generate(model, packageName);
            }
        }
        for (Signature signature : SpecCompiler.signatures(spec)) {
            if ((only == null || signature.name().equals(only)) && done.add(signature.name())) {
                write(List.of(StubEmitter.emit(signature, packageName, type)));
            }
        }
    }

    private void generate(ModelSpec model, String packageName) {
        write(JavaEmitter.emit(Planner.plan(model), packageName, Fingerprint.of(model), type));
    }

    private void write(List<JavaFile> files) {
        for (JavaFile file : files) {
            try {
                file.writeTo(environment.getFiler());
            } catch (FilerException e) {
                error(
                        Code.ANNOTATION,
                        "two sources give a class " + file.typeSpec().name(),
                        "give one of them another name = \"...\"",
                        null);
                return;
            } catch (IOException e) {
                error(Code.FILE, "cannot write " + file.typeSpec().name() + ": " + e.getMessage(), "", null);
                return;
            }
        }
    }

    private void error(Code code, String message, String hint, AnnotationValue on) {
        String text = "error " + code.id() + ": " + message + (hint.isEmpty() ? "" : "\n  hint: " + hint);
        environment.getMessager().printMessage(Diagnostic.Kind.ERROR, text, type, annotation.mirror(), on);
    }

    private void print() {
        AnnotationValue on = annotation.file().or(annotation::text).orElse(null);
        diagnostics
                .all()
                .forEach(d -> environment
                        .getMessager()
                        .printMessage(
                                d.severity() == Severity.ERROR ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING,
                                d.format(),
                                type,
                                annotation.mirror(),
                                on));
    }
}
