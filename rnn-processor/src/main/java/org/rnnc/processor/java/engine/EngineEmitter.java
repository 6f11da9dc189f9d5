// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.plain.PlainKernels;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;

/** The engine of a model: its kernels, and the memory they work on. */
public final class EngineEmitter {
    private final EmissionContext context;
    private final KernelEmitter emitter;

    private EngineEmitter(EmissionContext context, KernelEmitter kernels) {
        this.context = context;
        this.emitter = kernels;
    }

    public static String className(String model) {
        return model + "_Engine";
    }

    /** The engine of the plain target. */
    public static TypeSpec emit(MemoryPlan memory) {
        return emit(memory, PlainKernels::new);
    }

    /** @param kernels writes them for the target that {@code memory} was made for */
    public static TypeSpec emit(MemoryPlan memory, KernelEmitter.Factory kernels) {
        EmissionContext context = EmissionContext.of(memory);
        return new EngineEmitter(context, kernels.of(context)).emit();
    }

    private TypeSpec emit() {
        Plan plan = context.plan();
        TypeSpec.Builder type = TypeSpec.classBuilder(className(plan.model().name()))
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "The engine of {@link $L}: loops in plain Java, shaped for the JIT to vectorise. Values are rows"
                                + " of their own, loops have literal bounds, and every sum has one fixed order.\n",
                        plan.model().name())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        ClassName kernelType = ClassName.get("", KernelLibrary.TYPE);
        type.addField(
                FieldSpec.builder(kernelType, KernelLibrary.CONSTANT, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("new $T()", kernelType)
                        .build());
        type.addType(new WeightsEmitter(context, emitter).emit());
        if (plan.step().isPresent()) {
            type.addType(StepEmitter.emit(context, emitter));
        }
        plan.beginning().ifPresent(beginning -> type.addType(StepEmitter.emitBeginning(context, emitter, beginning)));
        if (plan.window().isPresent()) {
            type.addType(new WindowEmitter(context, emitter).emit());
        }
        type.addType(new SequencesEmitter(context, emitter).emit());
        TypeSpec.Builder kernels = TypeSpec.classBuilder(KernelLibrary.TYPE)
                .addModifiers(Modifier.STATIC)
                .addJavadoc(
                        "What there is to compute, for one row or for a range of rows; sizes and offsets are literals.\n");
        context.library().methods().forEach(kernels::addMethod);
        type.addType(kernels.build());
        return type.build();
    }
}
