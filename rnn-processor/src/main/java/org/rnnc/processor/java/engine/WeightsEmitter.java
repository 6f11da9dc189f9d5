// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.ConstructorSplitter;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.StageEmitter;
import org.rnnc.processor.java.kernel.Transposer;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.pack.Pack;

/** The parameters as the kernels read them, and what follows from them alone. */
public final class WeightsEmitter {
    public static final String TYPE = "Weights";

    private final Plan plan;
    private final FieldNames names;
    private final ScalarType numbers;
    private final StageEmitter stages;
    private final Transposer transposer;

    WeightsEmitter(EmissionContext context, StageEmitter stages) {
        this.plan = context.plan();
        this.names = context.names();
        this.numbers = context.numbers();
        this.stages = stages;
        this.transposer = new Transposer(context);
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "The parameters in the order in which the kernels read them; rows are padded with zeros.\n");
        for (Pack pack : plan.packs().all()) {
            PackLayout layout = names.layout(pack);
            type.addField(rows(names.of(pack), layout.arrays(), layout.width(), describe(pack)));
            if (pack.mirrored()) {
                type.addField(rows(
                        names.mirror(pack),
                        layout.mirrorRows(),
                        names.padded(layout.arrays()),
                        "The same row by row, one matrix below the other, for products with their transposes."));
            }
        }
        for (Buffer buffer : names.layout(plan.refresh()).buffers()) {
            type.addField(rows(names.of(buffer), 1, buffer.width(), "Follows from the parameters alone."));
        }
        ScratchFields.addTo(type, plan.refresh(), false, numbers);
        addRefresh(type);
        return ConstructorSplitter.split(type.build());
    }

    private FieldSpec rows(String name, int arrays, int width, String comment) {
        return FieldSpec.builder(numbers.rows(), name, Modifier.FINAL)
                .addJavadoc("$L\n", comment)
                .initializer(
                        "$T.$L($L, $L)",
                        ClassName.get(RuntimePackages.GENERATED, "Rows"),
                        numbers.plural(),
                        arrays,
                        width)
                .build();
    }

    private static String describe(Pack pack) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : pack.parameters()) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(parameter.qualifiedName())
                    .append(parameter.shape());
        }
        if (!pack.isVector()) {
            text.append(pack.byColumn() ? ", an array for each column" : ", an array for each row");
        }
        return text.append('.').toString();
    }

    private void addRefresh(TypeSpec.Builder type) {
        List<CodeBlock> body = new ArrayList<>();
        Memory memory = new Memory(plan, names, plan.refresh(), "");
        for (Pack pack : plan.packs().all()) {
            if (pack.mirrored()) {
                pack.parameters().forEach(parameter -> body.add(transposer.call(pack, parameter, memory)));
            }
        }
        for (Stage stage : plan.refresh().forward()) {
            body.addAll(stages.emit(stage, memory));
        }
        MethodSpec.Builder refresh = MethodSpec.methodBuilder("refresh")
                .addJavadoc(
                        "Brings everything that follows from the parameters up to date, after they have changed.\n");
        MethodSplitter.addMethod(type, refresh, CodeBlock.of(""), body);
    }
}
