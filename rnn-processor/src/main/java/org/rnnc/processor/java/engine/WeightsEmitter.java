// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.ConstructorSplitter;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.pack.Pack;

/** The parameters as the kernels read them, and what follows from them alone. */
public final class WeightsEmitter {
    public static final String TYPE = "Weights";

    private final EmissionContext context;
    private final Plan plan;
    private final FieldNames names;
    private final ScalarType numbers;
    private final KernelEmitter kernels;

    WeightsEmitter(EmissionContext context, KernelEmitter kernels) {
        this.context = context;
        this.plan = context.plan();
        this.names = context.names();
        this.numbers = context.numbers();
        this.kernels = kernels;
    }

    /** What is asked of kernels; the class is written when all kernels are, since some want copies of the weights. */
    Deferred emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "The parameters in the order in which the kernels read them; rows are padded with zeros.\n");
        for (Pack pack : plan.packs().all()) {
            type.addFields(kernels.weights().fields(names.factors(pack, "")));
        }
        for (Buffer buffer : names.layout(plan.refresh()).buffers()) {
            type.addField(FieldSpec.builder(numbers.rows(), names.of(buffer), Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Follows from the parameters alone.\n")
                    .initializer(numbers.makeRows(Extent.of(plan.refresh()).room(buffer), buffer.width()))
                    .build());
        }
        addTokens(type);
        new ParameterEmitter(context, kernels.weights(), type).add();
        List<CodeBlock> changed = new ArrayList<>();
        for (Pack pack : plan.packs().all()) {
            PackRef factors = names.factors(pack, "");
            changed.addAll(kernels.weights().changed(factors, pack.parameters()));
        }
        List<CodeBlock> computed = new ArrayList<>();
        Memory memory = new Memory(plan, names, plan.refresh(), "");
        Scratch scratch = Scratch.NONE;
        for (Stage stage : plan.refresh().forward()) {
            for (KernelEmitter.Work work : kernels.emit(stage, memory)) {
                computed.add(work.call().code());
                scratch = scratch.or(work.call().scratch());
            }
        }
        scratch.addTo(type, numbers);
        return () -> {
            type.addFields(context.panels().fields());
            List<CodeBlock> refresh = new ArrayList<>(changed);
            refresh.addAll(context.panels().refresh());
            refresh.addAll(computed);
            addRefresh(type, refresh);
            return ConstructorSplitter.split(type.build());
        };
    }

    private void addTokens(TypeSpec.Builder type) {
        Set<Op.EachToken> all = new LinkedHashSet<>();
        for (Node node : plan.model().graph().nodes()) {
            if (node.op() instanceof Op.EachToken each && all.add(each)) {
                type.addField(FieldSpec.builder(
                                ArrayTypeName.of(TypeName.INT), names.of(each), Modifier.PRIVATE, Modifier.FINAL)
                        .addJavadoc("Each token.\n")
                        .initializer("$T.numbers($L)", ClassName.get(RuntimePackages.GENERATED, "Rows"), each.count())
                        .build());
            }
        }
    }

    /** A class that is not yet whole. */
    @FunctionalInterface
    interface Deferred {
        TypeSpec finish();
    }

    private static void addRefresh(TypeSpec.Builder type, List<CodeBlock> body) {
        MethodSpec.Builder refresh = MethodSpec.methodBuilder("refresh")
                .addJavadoc(
                        "Brings everything that follows from the parameters up to date, after they have changed.\n");
        MethodSplitter.addMethod(type, refresh, CodeBlock.of(""), body);
    }
}
