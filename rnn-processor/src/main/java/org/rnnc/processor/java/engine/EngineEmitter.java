// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.NaNSearch;
import org.rnnc.processor.java.kernel.VectorLibrary;
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

    /**
     * The engine, and its kernels in the Vector API if there are any.
     *
     * @param vectors whether these are wanted
     */
    public static List<TypeSpec> emit(MemoryPlan memory, boolean vectors) {
        return emit(memory, PlainKernels::new, vectors);
    }

    /** @param kernels writes them for the target that {@code memory} was made for */
    public static List<TypeSpec> emit(MemoryPlan memory, KernelEmitter.Factory kernels, boolean vectors) {
        EmissionContext context = EmissionContext.of(memory, vectors);
        return new EngineEmitter(context, kernels.of(context)).emit();
    }

    private List<TypeSpec> emit() {
        Plan plan = context.plan();
        String model = plan.model().name();
        WeightsEmitter.Deferred weights = new WeightsEmitter(context, emitter).emit();
        List<TypeSpec> types = new ArrayList<>();
        if (plan.step().isPresent()) {
            types.add(StepEmitter.emit(context, emitter));
        }
        plan.beginning().ifPresent(beginning -> types.add(StepEmitter.emitBeginning(context, emitter, beginning)));
        if (plan.window().isPresent()) {
            types.add(new WindowEmitter(context, emitter).emit());
        }
        types.add(new SequencesEmitter(context, emitter).emit());
        Optional<MethodSpec> search =
                DataParameter.inputs(plan.model().graph()).stream().anyMatch(NaNSearch::serves)
                        ? Optional.of(new NaNSearch(context).add())
                        : Optional.empty();
        Optional<VectorLibrary> vectors = context.vectors().filter(library -> !library.isEmpty());
        ClassName kernels = ClassName.get("", KernelLibrary.TYPE);
        TypeSpec.Builder engine = TypeSpec.classBuilder(className(model))
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "The engine of {@link $L}: loops in plain Java, shaped for the JIT to vectorise. Values are rows"
                                + " of their own, loops have literal bounds, and every sum has one fixed order.\n",
                        model)
                .addField(FieldSpec.builder(
                                kernels, KernelLibrary.CONSTANT, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer(vectors.map(library -> VectorEngineEmitter.choice(model, kernels))
                                .orElse(CodeBlock.of("new $T()", kernels)))
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(MethodSpec.methodBuilder("name")
                        .addModifiers(Modifier.STATIC)
                        .addJavadoc("What kernels are called that this JVM runs.\n")
                        .returns(String.class)
                        .addStatement("return $L.name()", KernelLibrary.CONSTANT)
                        .build())
                .addMethods(search.stream().toList())
                .addType(weights.finish())
                .addTypes(types)
                .addType(kernels());
        return Stream.concat(
                        Stream.of(engine.build()), vectors.map(library -> VectorEngineEmitter.emit(context)).stream())
                .toList();
    }

    private TypeSpec kernels() {
        TypeSpec.Builder type = TypeSpec.classBuilder(KernelLibrary.TYPE)
                .addModifiers(Modifier.STATIC)
                .addJavadoc(
                        "What there is to compute, for one row or for a range of rows; sizes and offsets are literals.\n")
                .addMethod(MethodSpec.methodBuilder("name")
                        .returns(String.class)
                        .addStatement("return $S", "plain")
                        .build())
                .addMethods(context.panels().ofPlainKernels());
        context.library().methods().forEach(type::addMethod);
        if (context.library().zeros().rows() > 0) {
            type.addField(zeros(context.library().zeros()));
        }
        return type.build();
    }

    /** Two arrays by turns are enough: only neighbours are read together. */
    private FieldSpec zeros(KernelLibrary.Zeros zeros) {
        ScalarType numbers = context.numbers();
        return FieldSpec.builder(numbers.rows(), KernelLibrary.ZEROS, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("What sums begin with that begin at zero: no more than is read of it, and never written.\n")
                .initializer(numbers.makeRows(zeros.rows() + ", 2", zeros.width()))
                .build();
    }
}
