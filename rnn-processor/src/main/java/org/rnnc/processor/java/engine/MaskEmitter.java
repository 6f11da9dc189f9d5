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
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.pack.Stored;

/** Random masks of a window: where they come from, and the methods that fill them in. */
public final class MaskEmitter {
    private static final String IDS = "sequenceIds";
    private static final ClassName OWN_TOKENS = ClassName.get(RuntimePackages.GENERATED, "OwnTokens");
    private static final ClassName MASK = ClassName.get(RuntimePackages.GENERATED, "Mask");

    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final WeightOrder order;
    private Scratch scratch = Scratch.NONE;
    private final List<CodeBlock> draws = new ArrayList<>();
    private final List<CodeBlock> means = new ArrayList<>();
    /** Fields of what says where tokens are the model's own. */
    private final List<String> sampled = new ArrayList<>();

    MaskEmitter(EmissionContext context, WeightOrder order) {
        this.order = order;
        this.plan = context.plan();
        this.program = plan.window().orElseThrow();
        this.names = context.names();
    }

    /** Whether the window has any. */
    public static boolean isNeeded(Program program) {
        return isSampled(program) || program.live().stream().anyMatch(node -> node.op() instanceof Op.Mask);
    }

    /** Whether tokens that are fed back are now and then the model's own. */
    public static boolean isSampled(Program program) {
        return program.live().stream().anyMatch(node -> node.op() instanceof Op.Likeliest);
    }

    void addTo(TypeSpec.Builder type) {
        for (Node node : program.live()) {
            if (node.op() instanceof Op.Mask mask) {
                add(type, node, mask);
            } else if (node.op() instanceof Op.Likeliest choice) {
                addSampling(type, choice, node.input(1));
            }
        }
        if (!sampled.isEmpty()) {
            addSamplingMethods(type);
        }
        type.addField(FieldSpec.builder(ArrayTypeName.of(TypeName.LONG), IDS, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("Of the sequences of a window; their random masks follow from them.\n")
                .initializer("new long[$L]", program.batch())
                .build());
        type.addMethod(MethodSpec.methodBuilder("setSequenceIds")
                .addJavadoc("Sets of which sequences the window is; null for the first ones.\n")
                .addParameter(ArrayTypeName.of(TypeName.LONG), "ids")
                .addStatement("$T.sequenceIds($S, ids, $L)", DataParameter.ARGUMENTS, "ids", IDS)
                .build());
        MethodSpec.Builder draw = MethodSpec.methodBuilder("drawMasks")
                .addJavadoc("Draws all random masks.\n\n@param update number of the update they are for, from 1\n")
                .addParameter(TypeName.LONG, "update");
        MethodSplitter.addMethod(type, draw, CodeBlock.of(""), draws);
        MethodSpec.Builder expect = MethodSpec.methodBuilder("expectMasks")
                .addJavadoc("Sets random masks to what is expected of them, as in use.\n");
        MethodSplitter.addMethod(type, expect, CodeBlock.of(""), means);
    }

    private void add(TypeSpec.Builder type, Node node, Op.Mask mask) {
        if (node.isMatrix()) {
            addMatrix(type, node, mask);
            return;
        }
        String field = source(type, mask, node.size(), 1);
        String rows = names.of(names.layout(program).of(node).buffer());
        String count;
        if (node.domain().isPerStep()) {
            String steps = AxisNames.of(program).order(node.domain().axis().orElseThrow());
            draws.add(CodeBlock.of("$L.drawSteps(update, $L, $L, $L);\n", field, steps, IDS, rows));
            count = steps + ".rows()";
        } else if (node.domain().isPerSequence()) {
            String places = AxisNames.of(program).order(program.firstAxis());
            draws.add(CodeBlock.of("$L.drawSequences(update, $L, $L, $L);\n", field, places, IDS, rows));
            count = Integer.toString(program.batch());
        } else {
            draws.add(CodeBlock.of("$L.drawMatrix(update, true, 0, $L);\n", field, rows));
            count = "1";
        }
        means.add(CodeBlock.of("$L.expect($L, $L, 0, $L);\n", field, rows, count, node.size()));
    }

    /** Where tokens are the model's own they are taken away, before a loop comes to them. */
    private void addSampling(TypeSpec.Builder type, Op.Likeliest choice, Node tokens) {
        String field = names.fresh(Identifier.variable(choice.output()) + "Sampling");
        type.addField(FieldSpec.builder(OWN_TOKENS, field, Modifier.PRIVATE, Modifier.FINAL)
                .initializer(
                        "new $T($LL, $S, $L)",
                        OWN_TOKENS,
                        plan.model().training().seed(),
                        choice.output(),
                        choice.probability())
                .build());
        sampled.add(field);
        draws.add(CodeBlock.of(
                "$L.mark(update, $L, $L, $L);\n",
                field,
                AxisNames.of(program).order(tokens.domain().axis().orElseThrow()),
                IDS,
                names.of(names.layout(program).of(tokens).buffer())));
    }

    private void addSamplingMethods(TypeSpec.Builder type) {
        type.addMethod(MethodSpec.methodBuilder("sampling")
                .returns(TypeName.DOUBLE)
                .addStatement("return $L.probability()", sampled.get(0))
                .build());
        MethodSpec.Builder set = MethodSpec.methodBuilder("setSampling")
                .addJavadoc("Sets how often a token that is fed back is the model's own.\n")
                .addParameter(TypeName.DOUBLE, "probability");
        sampled.forEach(field -> set.addStatement("$L.setProbability(probability)", field));
        type.addMethod(set.build());
    }

    /** A mask of a matrix lies as the matrix does. */
    private void addMatrix(TypeSpec.Builder type, Node node, Op.Mask mask) {
        Stored stored = plan.packs().stored(node);
        PackRef factors = names.factors(stored.pack(), "");
        String field = source(type, mask, node.matrix().rows(), node.matrix().columns());
        KernelCall draw = order.drawMask(field, factors, stored.parameter());
        KernelCall expect = order.expectMask(field, factors, stored.parameter());
        draws.add(draw.code());
        means.add(expect.code());
        scratch = scratch.or(draw.scratch()).or(expect.scratch());
    }

    /** What drawing has asked for. */
    Scratch scratch() {
        return scratch;
    }

    private String source(TypeSpec.Builder type, Op.Mask mask, int rows, int columns) {
        String field = names.fresh(Identifier.variable(camel(mask.site())));
        type.addField(FieldSpec.builder(MASK, field, Modifier.PRIVATE, Modifier.FINAL)
                .initializer(
                        "new $T($LL, $S, $L, $L, $L, $L)",
                        MASK,
                        plan.model().training().seed(),
                        mask.site(),
                        mask.probability(),
                        mask.mean(),
                        rows,
                        columns)
                .build());
        return field;
    }

    /** {@code encoder.dropout} becomes {@code encoderDropout}. */
    private static String camel(String site) {
        StringBuilder name = new StringBuilder();
        for (String part : site.split("\\.", -1)) {
            name.append(name.isEmpty() ? part : FieldNames.upper(part));
        }
        return name.toString();
    }
}
