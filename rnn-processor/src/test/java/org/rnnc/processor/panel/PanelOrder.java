// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.java.kernel.plain.PlainKernels;
import org.rnnc.processor.java.kernel.row.ElementwiseEmitter;
import org.rnnc.processor.java.kernel.row.ReductionEmitter;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.pack.Pack;

/** {@link Panels} for matrices; no copy in another order, and nothing about which vectors of a gradient are zeros. */
final class PanelOrder implements WeightOrder {
    private static final String VECTOR = "panelVector";
    private static final String VECTORS = "panelVectors";

    private final ScalarType numbers;
    private final ReductionEmitter reductions;
    private final ElementwiseEmitter elementwise;

    /** Vectors of parameters are kept as everywhere. */
    private final WeightOrder rows;

    PanelOrder(EmissionContext context) {
        this.numbers = context.numbers();
        this.reductions = new ReductionEmitter(context);
        this.elementwise = new ElementwiseEmitter(context);
        this.rows = new PlainKernels(context).weights();
    }

    private static boolean isRow(PackRef kept) {
        return kept.pack().isVector();
    }

    @Override
    public TypeName type(PackRef kept) {
        return isRow(kept) ? rows.type(kept) : numbers.row();
    }

    @Override
    public List<FieldSpec> fields(PackRef kept) {
        if (isRow(kept)) {
            return rows.fields(kept);
        }
        int size = kept.pack().vectors() * kept.layout().width();
        return List.of(FieldSpec.builder(numbers.row(), kept.field().name(), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T[$L]", numbers.type(), size)
                .build());
    }

    @Override
    public List<FieldSpec> windowFields() {
        return List.of();
    }

    @Override
    public List<CodeBlock> beforeGradients() {
        return List.of();
    }

    @Override
    public List<CodeBlock> written(PackRef gradient) {
        return List.of();
    }

    @Override
    public List<CodeBlock> changed(PackRef factors, List<Parameter> members) {
        return List.of();
    }

    @Override
    public BlockView view(PackRef kept, Parameter member) {
        if (isRow(kept)) {
            return rows.view(kept, member);
        }
        Shape.Matrix matrix = (Shape.Matrix) member.shape();
        return numbers -> CodeBlock.of(
                "$T.of($L, $L, $L, $L, $L, $L)",
                PanelBlock.class,
                kept.field(),
                kept.pack().vectors(),
                kept.layout().offsetOf(member),
                matrix.rows(),
                matrix.columns(),
                kept.pack().byColumn());
    }

    @Override
    public BlockView zeros(PackLayout layout, Parameter member) {
        return rows.zeros(layout, member);
    }

    /** Positions of a part, for all vectors, follow each other: offsets and sizes are multiples of a panel's width. */
    @Override
    public RowsRef part(PackRef kept, int offset) {
        return isRow(kept)
                ? rows.part(kept, offset)
                : RowsRef.itself(kept.field(), offset * kept.pack().vectors());
    }

    @Override
    public KernelCall elementwise(
            String name, Kernel.Elementwise work, Labels words, Args args, PackRef like, boolean rests) {
        if (isRow(like)) {
            return rows.elementwise(name, work, words, args, like, rests);
        }
        int panels = (work.size() + Panels.WIDTH - 1) / Panels.WIDTH;
        int size = panels * Panels.WIDTH * like.pack().vectors();
        return elementwise.emit(
                name, new Kernel.Elementwise(size, work.nodes(), work.outputs()), args, words, Count.ONE);
    }

    @Override
    public KernelCall eachVector(PackRef kept, Parameter member, String name, VectorWork work) {
        Pack pack = kept.pack();
        return eachRow(
                kept, pack.vectors(), pack.length(member), gather(kept, member), work.on(new Variable(VECTOR), 0));
    }

    private static Scratch line(int length) {
        return Scratch.rows(VECTOR, new Scratch.Rows(0, length, "A vector of a pack."));
    }

    private static KernelCall eachRow(PackRef kept, int count, int length, CodeBlock gather, CodeBlock work) {
        CodeBlock code = CodeBlock.builder()
                .beginControlFlow("for (int vector = 0; vector < $L; vector++)", count)
                .add(gather)
                .add(work)
                .endControlFlow()
                .build();
        return new KernelCall(code, line(length));
    }

    private static CodeBlock gather(PackRef kept, Parameter member) {
        return CodeBlock.of(
                "$T.gather($L, $L, vector, $L, $L, $L);\n",
                Panels.class,
                kept.field(),
                kept.pack().vectors(),
                kept.layout().offsetOf(member),
                kept.pack().length(member),
                VECTOR);
    }

    /** Row by row: where vectors are columns, it is gathered across them. */
    @Override
    public KernelCall limitRows(PackRef factors, int first, int count, double limit) {
        Pack pack = factors.pack();
        int vectors = pack.vectors();
        boolean across = pack.byColumn();
        int rowCount = across ? count : vectors;
        int length = across ? vectors : pack.length(pack.parameters().get(0));
        Function<String, CodeBlock> element = i -> across
                ? CodeBlock.of("$L[$T.at($L, $L, $L + row)]", factors.field(), Panels.class, vectors, i, first)
                : CodeBlock.of("$L[$T.at($L, row, $L)]", factors.field(), Panels.class, vectors, i);
        String cast = numbers == ScalarType.FLOAT ? "(float) " : "";
        CodeBlock.Builder code = CodeBlock.builder()
                .beginControlFlow("for (int row = 0; row < $L; row++)", rowCount)
                .beginControlFlow("for (int i = 0; i < $L; i++)", length)
                .addStatement("$L[i] = $L", VECTOR, element.apply("i"))
                .endControlFlow()
                .addStatement(
                        "$T factor = $L / $T.max($L, $L$T.sqrt($L($L, 0, $L, 0, lanes)))",
                        numbers.type(),
                        numbers.literal(limit),
                        Math.class,
                        numbers.literal(limit),
                        cast,
                        Math.class,
                        KernelLibrary.called(reductions.dotMethod(length)),
                        VECTOR,
                        VECTOR)
                .beginControlFlow("for (int i = 0; factor < 1 && i < $L; i++)", length)
                .addStatement("$L *= factor", element.apply("i"))
                .endControlFlow()
                .endControlFlow();
        return new KernelCall(code.build(), Scratch.OF_REDUCTION.or(line(length)));
    }

    @Override
    public KernelCall drawMask(String mask, PackRef factors, Parameter member) {
        CodeBlock draw = CodeBlock.of(
                "$L.drawMatrix(update, $L, 0, $L);\n", mask, factors.pack().byColumn(), VECTORS);
        return fromRows(factors, member, draw);
    }

    @Override
    public KernelCall expectMask(String mask, PackRef factors, Parameter member) {
        Pack pack = factors.pack();
        CodeBlock expect =
                CodeBlock.of("$L.expect($L, $L, 0, $L);\n", mask, VECTORS, pack.vectors(), pack.length(member));
        return fromRows(factors, member, expect);
    }

    /** Brings what is written into rows into panels. */
    private static KernelCall fromRows(PackRef factors, Parameter member, CodeBlock write) {
        Pack pack = factors.pack();
        CodeBlock code = CodeBlock.builder()
                .add(write)
                .beginControlFlow("for (int vector = 0; vector < $L; vector++)", pack.vectors())
                .addStatement(
                        "$T.scatter($L[vector], $L, $L, $L, vector, $L)",
                        Panels.class,
                        VECTORS,
                        pack.length(member),
                        factors.field(),
                        pack.vectors(),
                        factors.layout().offsetOf(member))
                .endControlFlow()
                .build();
        Scratch.Rows some = new Scratch.Rows(pack.vectors(), pack.length(member), "Vectors of a mask.");
        return new KernelCall(code, Scratch.rows(VECTORS, some));
    }
}
