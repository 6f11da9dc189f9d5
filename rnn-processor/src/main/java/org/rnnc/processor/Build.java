// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.palantir.javapoet.TypeSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.processor.front.ClassNaming;
import org.rnnc.processor.front.Front;
import org.rnnc.processor.front.JavaFiles;
import org.rnnc.processor.front.Spots;
import org.rnnc.processor.java.Visibility;
import org.rnnc.processor.java.kernel.VectorLibrary;

/** What the annotated types of one build share: who makes which class, and what has been said. Over rounds, names only. */
final class Build {
    /** {@code -Arnnc.vector=true}: with the Vector API, if the module is seen; {@code false}: without it. */
    static final String VECTOR_OPTION = "rnnc.vector";

    private static final String RUNTIME = "org.rnnc.runtime";

    private final ProcessingEnvironment environment;
    private final Map<String, String> makers = new HashMap<>();
    private final ClassFiles files = new ClassFiles();
    private final Set<String> said = new HashSet<>();

    Build(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Whether what is generated for {@code type} may use the Vector API: whether the module it is in sees that one.
     * Eclipse's compiler shows every module, asked for or not; so there the option has to say it.
     */
    boolean seesVectors(TypeElement type) {
        String asked = environment.getOptions().get(VECTOR_OPTION);
        boolean isEclipse = environment.getClass().getName().startsWith("org.eclipse.");
        if (asked == null ? isEclipse : !asked.equals("true")) {
            return false;
        }
        String vector = VectorLibrary.MODULE + ".FloatVector";
        Elements elements = environment.getElementUtils();
        ModuleElement module = elements.getModuleOf(type);
        return (module == null ? elements.getTypeElement(vector) : elements.getTypeElement(module, vector)) != null;
    }

    ProcessingEnvironment environment() {
        return environment;
    }

    /** Notes that {@code type} makes the class {@code generated}; or tells why it cannot. */
    Optional<String> claim(String packageName, TypeSpec generated, TypeElement type) {
        String name = ClassNaming.qualified(packageName, generated.name());
        TypeElement existing = environment.getElementUtils().getTypeElement(name);
        if (type.equals(existing)) {
            return Optional.of(
                    "the generated class would be called " + type.getSimpleName() + ", like the annotated type itself");
        }
        String own = type.getQualifiedName().toString();
        String other = makers.putIfAbsent(name, own);
        if (other != null) {
            return Optional.of(
                    "class " + name + " is made from " + (other.equals(own) ? "this type" : other) + " already");
        }
        if (existing != null && isWritten(existing)) {
            return Optional.of("there is a class " + name + " already");
        }
        return isPackage(name)
                ? Optional.of("class " + name + " would have the name of a package")
                : files.claim(packageName, generated);
    }

    /** Eclipse's compiler tells of such a clash itself, and takes the very question for a use of the package. */
    private boolean isPackage(String name) {
        if (!JavaFiles.isJavac(environment)) {
            return false;
        }
        PackageElement found = environment.getElementUtils().getPackageElement(name);
        return found != null && !found.getEnclosedElements().isEmpty();
    }

    /** Whether this is a class somebody wrote, and not what an earlier build generated. */
    private boolean isWritten(TypeElement existing) {
        boolean generated = existing.getAnnotationMirrors().stream()
                .anyMatch(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(AnnotationNames.GENERATED));
        return !generated && JavaFiles.sourceOf(environment, existing).isPresent();
    }

    /**
     * Says what was found, unless another type has said the same: a file may be annotated more than once. Of an
     * attribute javac itself shows the line, so that only what is wrong is left to say.
     */
    void say(org.rnnc.dsl.diag.Diagnostic found, TypeElement type, Spots spots, Front.Places places) {
        if (said.add(found.format())) {
            boolean error = found.severity() == Severity.ERROR;
            String text = places.isAttribute(found.span()) ? found.formatAlone() : found.format();
            print(
                    error ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING,
                    text,
                    type,
                    spots.of(places.of(found.span())));
        }
    }

    /** Says that something is wrong with an annotation or one of its values. */
    void error(Code code, String message, String hint, TypeElement type, Spots.Spot spot) {
        String text = org.rnnc.dsl.diag.Diagnostic.formatAlone(code.id(), message, hint);
        print(Diagnostic.Kind.ERROR, text, type, spot);
    }

    /** Says of each module once that who uses a generated class of it needs the runtime, too. */
    void noteExport(TypeElement type, String packageName) {
        ModuleElement module = environment.getElementUtils().getModuleOf(type);
        if (module == null || module.isUnnamed() || !Visibility.isPublic(type, packageName)) {
            return;
        }
        boolean exported = ElementFilter.exportsIn(module.getDirectives()).stream()
                .anyMatch(exports -> exports.getTargetModules() == null
                        && exports.getPackage().getQualifiedName().contentEquals(packageName));
        boolean passedOn = ElementFilter.requiresIn(module.getDirectives()).stream()
                .anyMatch(requires -> requires.isTransitive()
                        && requires.getDependency().getQualifiedName().contentEquals(RUNTIME));
        if (exported && !passedOn && said.add(module.toString())) {
            String text = "module " + module + " exports package " + packageName
                    + ", whose generated classes have types of " + RUNTIME
                    + " in their signatures; with `requires transitive " + RUNTIME + "` who uses them sees these";
            environment.getMessager().printMessage(Diagnostic.Kind.NOTE, text, type);
        }
    }

    /** Reports a mistake of ours on what it happened to, never as a stack trace. */
    void internalError(Throwable failure, TypeElement type) {
        StackTraceElement[] trace = failure.getStackTrace();
        String where = trace.length == 0 ? "" : ", at " + trace[0];
        error(
                Code.INTERNAL,
                "the compiler failed on this model: " + failure,
                failure instanceof LinkageError
                        ? new Installation().misfit()
                        : "this is a mistake of rnnc" + where + "; please report it",
                type,
                new Spots.Spot(null, null));
    }

    private void print(Diagnostic.Kind kind, String text, TypeElement type, Spots.Spot spot) {
        environment.getMessager().printMessage(kind, text, type, spot.mirror(), spot.value());
    }
}
