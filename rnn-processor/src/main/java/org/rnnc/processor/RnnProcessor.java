// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.auto.service.AutoService;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.rnnc.dsl.diag.Code;

/** Turns each type annotated with {@code @RnnModel} into the classes of its models. */
@AutoService(Processor.class)
@SupportedAnnotationTypes(RnnProcessor.ANNOTATION)
@SupportedOptions(SpecFinder.PATH_OPTION)
public final class RnnProcessor extends AbstractProcessor {
    static final String ANNOTATION = "org.rnnc.runtime.RnnModel";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (element instanceof TypeElement type) {
                    process(type);
                }
            }
        }
        return false;
    }

    /** One type that fails never stops the others, and a mistake of ours is an error on it like any other. */
    private void process(TypeElement type) {
        try {
            new AnnotatedType(processingEnv, type).generate();
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = trace.length == 0 ? "" : ", at " + trace[0];
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "error " + Code.INTERNAL.id() + ": the compiler failed on this model: " + e
                                    + "\n  hint: this is a mistake of rnnc" + where + "; please report it",
                            type);
        }
    }
}
