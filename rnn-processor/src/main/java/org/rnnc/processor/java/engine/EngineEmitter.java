// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.StageEmitter;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.kernel.Labels;

/** The plain engine: kernels in Java that C2 vectorises, and the memory they work on. */
public final class EngineEmitter {
    private final Plan plan;
    private final FieldNames names;

    public EngineEmitter(Plan plan, FieldNames names) {
        this.plan = plan;
        this.names = names;
    }

    public static String className(String model) {
        return model + "_Plain";
    }

    public TypeSpec emit() {
        ScalarType numbers = ScalarType.of(plan.model());
        KernelLibrary library = new KernelLibrary();
        Labels labels = plan.labels();
        StageEmitter stages = new StageEmitter(plan, names, library, numbers, labels);
        TypeSpec.Builder type = TypeSpec.classBuilder(className(plan.model().name()))
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "The plain engine of {@link $L}: no vector module needed, shaped for the JIT to vectorise. Values"
                                + " are rows of their own, loops have literal bounds, and every sum has one fixed order.\n",
                        plan.model().name())
                .addMethod(com.palantir.javapoet.MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        TypeSpec weights = new WeightsEmitter(plan, names, numbers, stages, library).emit();
        type.addType(weights);
        if (plan.step().isPresent()) {
            type.addType(StepEmitter.emit(plan, names, numbers, stages));
        }
        plan.beginning()
                .ifPresent(beginning ->
                        type.addType(StepEmitter.emitBeginning(plan, beginning.program(), names, numbers, stages)));
        if (plan.window().isPresent()) {
            type.addType(new WindowEmitter(plan, names, numbers, stages, library, labels).emit());
        }
        type.addType(new SequencesEmitter(plan, names, numbers, stages).emit());
        TypeSpec.Builder kernels = TypeSpec.classBuilder(KernelLibrary.TYPE)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "What there is to compute, for one row or for a range of rows; sizes and offsets are literals.\n");
        library.methods().forEach(kernels::addMethod);
        type.addType(kernels.build());
        return type.build();
    }
}
