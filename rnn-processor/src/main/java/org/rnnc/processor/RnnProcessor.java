// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.rnnc.processor.front.SpecFinder;

/**
 * Turns each type annotated with {@code @RnnModel} into the classes of its models. javac loads this class whatever else
 * is missing, so that it needs nothing but the JDK until {@link Installation} has found all parts.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes({AnnotationNames.MODEL, AnnotationNames.GENERATED})
@SupportedOptions({SpecFinder.PATH_OPTION, Build.VECTOR_OPTION})
public final class RnnProcessor extends AbstractProcessor {
    /** What is done with one annotated type: begun with threads to use, it gives how it ends. */
    interface Road {
        Runnable begin(Build build, TypeElement type, Executor threads);
    }

    private final Road road;
    private final int threads;
    /** Types whose annotation names something that is not there yet: another processor may make it. */
    private final Set<String> waiting = new LinkedHashSet<>();

    /** What nobody claims, {@code -Xlint:processing} warns of. */
    private final Claim claim = new Claim(RnnProcessor.class);

    private Build build;
    /** Whether the parts were looked for, which waits for something to do; whether all are there. */
    private boolean looked;

    private boolean whole;

    /** For javac, which finds processors by this constructor. */
    public RnnProcessor() {
        this(AnnotatedType::begin, Runtime.getRuntime().availableProcessors());
    }

    RnnProcessor(Road road, int threads) {
        this.road = road;
        this.threads = threads;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        build = new Build(environment);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!canRun(annotations, round)) {
            return false;
        }
        // Elements of an earlier round may be stale, so that only their names were kept.
        List<TypeElement> types = new ArrayList<>();
        waiting.forEach(name -> types.add(processingEnv.getElementUtils().getTypeElement(name)));
        waiting.clear();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(AnnotationNames.MODEL)) {
                // In the order of their names, since that of the set differs between compilers.
                ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)).stream()
                        .sorted(Comparator.comparing(
                                type -> type.getQualifiedName().toString()))
                        .forEach(types::add);
            }
        }
        if (!types.isEmpty()) {
            process(types);
        }
        // What is waited for, others have to make.
        return waiting.isEmpty() && claim.isHarmless(round);
    }

    /** Whether the parts are there; if not, that is said once. */
    private boolean canRun(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!looked && !annotations.isEmpty()) {
            looked = true;
            Presence.tell();
            Optional<String> problem = new Installation().problem(processingEnv);
            problem.ifPresent(text ->
                    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, text, firstOf(annotations, round)));
            whole = problem.isEmpty();
        }
        return whole;
    }

    private static @Nullable Element firstOf(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return annotations.stream()
                .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
                .findFirst()
                .orElse(null);
    }

    private void process(List<TypeElement> types) {
        try (Turns turns = new Turns(Math.min(threads, types.size()))) {
            types.forEach(type -> turns.add(executor -> begin(type, executor)));
            turns.end();
        }
    }

    private Runnable begin(TypeElement type, Executor executor) {
        try {
            if (AnnotatedType.valuesOf(type).isBroken()) {
                // Should it stay so, javac says what is wrong.
                waiting.add(type.getQualifiedName().toString());
                return () -> {};
            }
            Runnable end = road.begin(build, type, executor);
            return () -> guarded(end, type);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return () -> build.internalError(e, type);
        }
    }

    /** One type that fails never stops the others, and a mistake of ours is an error on it like any other. */
    private void guarded(Runnable end, TypeElement type) {
        try {
            end.run();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            build.internalError(e, type);
        }
    }
}
