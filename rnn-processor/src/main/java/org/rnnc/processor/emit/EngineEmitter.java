// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.plan.Names;
import org.rnnc.processor.plan.Plan;

/** The plain engine: kernels in Java that C2 vectorises, and the memory they work on. */
final class EngineEmitter {
    private final Plan plan;
    private final FieldNames names;

    EngineEmitter(Plan plan, FieldNames names) {
        this.plan = plan;
        this.names = names;
    }

    static String className(String model) {
        return model + "_Plain";
    }

    TypeSpec emit() {
        Numbers numbers = Numbers.of(plan.model());
        KernelLibrary library = new KernelLibrary();
        Names labels = plan.names();
        StageEmitter stages = new StageEmitter(plan, library, numbers, labels);
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
