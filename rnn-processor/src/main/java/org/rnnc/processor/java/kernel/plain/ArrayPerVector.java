// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.java.kernel.row.ElementwiseEmitter;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * The order of the plain target: an array for each vector of a pack, with that vector of all members side by side; and a
 * copy in the other order for products that want it.
 */
final class ArrayPerVector implements WeightOrder {
    private final FieldNames names;
    private final ScalarType numbers;
    private final ElementwiseEmitter elementwise;
    private final RowLimits limits;
    private final TouchedRows touched;
    private final boolean hasVectors;

    ArrayPerVector(EmissionContext context) {
        this.names = context.names();
        this.numbers = context.numbers();
        this.elementwise = new ElementwiseEmitter(context);
        this.limits = new RowLimits(context);
        this.touched = new TouchedRows(context);
        this.hasVectors = context.vectors().isPresent();
    }

    @Override
    public TypeName type(PackRef kept) {
        return numbers.rows();
    }

    @Override
    public List<FieldSpec> fields(PackRef kept) {
        PackLayout layout = kept.layout();
        boolean factors = kept.role() == PackRef.Role.FACTOR;
        boolean documented = factors && kept.pack().isOfParameters();
        List<FieldSpec> fields = new ArrayList<>();
        fields.add(
                field(kept.field().name(), layout.arrays(), layout.width(), documented ? describe(kept.pack()) : ""));
        if (factors && keepsRows(kept.pack())) {
            fields.add(field(
                    names.transposed(kept.pack()),
                    layout.transposedRows(),
                    names.padded(layout.arrays()),
                    documented
                            ? "The same row by row, one matrix below the other, for products with their transposes."
                            : ""));
        }
        return fields;
    }

    private FieldSpec field(String name, int arrays, int width, String comment) {
        FieldSpec.Builder field = FieldSpec.builder(numbers.rows(), name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer(numbers.makeRows(Count.of(arrays), width));
        if (!comment.isEmpty()) {
            field.addJavadoc("$L\n", comment);
        }
        return field.build();
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

    @Override
    public List<FieldSpec> windowFields() {
        return touched.fields();
    }

    @Override
    public List<CodeBlock> beforeGradients() {
        return touched.clear();
    }

    @Override
    public List<CodeBlock> written(PackRef gradient) {
        return touched.has(gradient.pack()) ? List.of(touched.all(gradient.pack())) : List.of();
    }

    @Override
    public List<CodeBlock> changed(PackRef factors, List<Parameter> members) {
        return keepsRows(factors.pack()) ? Transposer.rows(factors, transposed(names, factors), members) : List.of();
    }

    /**
     * Whether there are rows of the matrices. Where there are vectors, products have panels of them in their place
     * ({@link ProductEmitter}).
     */
    private boolean keepsRows(Pack pack) {
        return pack.keepsTransposed() && !(hasVectors && pack.transposed() == Pack.Transposed.PRODUCTS);
    }

    /** The same matrices in the other order. */
    static FieldRef transposed(FieldNames names, PackRef factors) {
        return new FieldRef(factors.field().owner(), names.transposed(factors.pack()));
    }

    @Override
    public BlockView view(PackRef kept, Parameter member) {
        return view(CodeBlock.of("$L", kept.field()), kept.layout(), member);
    }

    @Override
    public BlockView zeros(PackLayout layout, Parameter member) {
        return view(numbers.makeRows(Count.of(layout.arrays()), layout.width()), layout, member);
    }

    private static BlockView view(CodeBlock arrays, PackLayout layout, Parameter member) {
        boolean isMatrix = member.shape() instanceof Shape.Matrix;
        return new BlockView.Stored(
                arrays,
                0,
                layout.offsetOf(member),
                isMatrix
                        ? ((Shape.Matrix) member.shape()).rows()
                        : layout.pack().length(member),
                isMatrix ? ((Shape.Matrix) member.shape()).columns() : 1,
                !isMatrix || layout.pack().byColumn());
    }

    @Override
    public RowsRef part(PackRef kept, int offset) {
        return RowsRef.each(kept.field(), Index.ZERO, offset);
    }

    @Override
    public KernelCall elementwise(
            String name, Kernel.Elementwise work, Labels words, Args args, PackRef like, boolean rests) {
        return rests && touched.has(like.pack())
                ? touched.call(elementwise.method(name, work, args, words), args, touched.of(like.pack()))
                : elementwise.emit(
                        name, work, args, words, Count.of(like.layout().arrays()));
    }

    @Override
    public KernelCall eachVector(PackRef kept, Parameter member, String name, VectorWork work) {
        int offset = kept.layout().offsetOf(member);
        CodeBlock.Builder code = CodeBlock.builder();
        if (kept.role() == PackRef.Role.GRADIENT && touched.has(kept.pack())) {
            code.beginControlFlow(TouchedRows.each(name, touched.of(kept.pack())))
                    .add(work.on(new Element(kept.field(), Index.of(name)), offset));
        } else {
            code.beginControlFlow("for ($T $L : $L)", numbers.row(), name, kept.field())
                    .add(work.on(new Variable(name), offset));
        }
        return KernelCall.of(code.endControlFlow().build());
    }

    @Override
    public KernelCall limitRows(PackRef factors, int rows, int count, double limit) {
        return factors.pack().byColumn()
                ? limits.acrossArrays(factors, rows, count, limit)
                : limits.alongArrays(factors, limit);
    }

    @Override
    public KernelCall drawMask(String mask, PackRef factors, Parameter member) {
        return KernelCall.of(CodeBlock.of(
                "$L.drawMatrix(update, $L, $L, $L);\n",
                mask,
                factors.pack().byColumn(),
                factors.layout().offsetOf(member),
                factors.field()));
    }

    @Override
    public KernelCall expectMask(String mask, PackRef factors, Parameter member) {
        return KernelCall.of(CodeBlock.of(
                "$L.expect($L, $L, $L, $L);\n",
                mask,
                factors.field(),
                factors.layout().arrays(),
                factors.layout().offsetOf(member),
                factors.pack().length(member)));
    }
}
