// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.StageEmitter;
import org.rnnc.processor.schedule.Plan;

/** The plain engine: kernels in Java that C2 vectorises, and the memory they work on. */
public final class EngineEmitter {
    private final EmissionContext context;

    public EngineEmitter(EmissionContext context) {
        this.context = context;
    }

    public static String className(String model) {
        return model + "_Plain";
    }

    public TypeSpec emit() {
        Plan plan = context.plan();
        StageEmitter stages = new StageEmitter(context);
        TypeSpec.Builder type = TypeSpec.classBuilder(className(plan.model().name()))
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "The plain engine of {@link $L}: no vector module needed, shaped for the JIT to vectorise. Values"
                                + " are rows of their own, loops have literal bounds, and every sum has one fixed order.\n",
                        plan.model().name())
                .addMethod(com.palantir.javapoet.MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        type.addType(new WeightsEmitter(context, stages).emit());
        if (plan.step().isPresent()) {
            type.addType(StepEmitter.emit(context, stages));
        }
        plan.beginning()
                .ifPresent(beginning -> type.addType(StepEmitter.emitBeginning(context, stages, beginning.program())));
        if (plan.window().isPresent()) {
            type.addType(new WindowEmitter(context, stages).emit());
        }
        type.addType(new SequencesEmitter(context, stages).emit());
        TypeSpec.Builder kernels = TypeSpec.classBuilder(KernelLibrary.TYPE)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "What there is to compute, for one row or for a range of rows; sizes and offsets are literals.\n");
        context.library().methods().forEach(kernels::addMethod);
        type.addType(kernels.build());
        return type.build();
    }
}
