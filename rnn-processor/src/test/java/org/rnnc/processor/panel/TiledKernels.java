// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rnnc.dsl.graph.ParallelAxis;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.java.kernel.row.RowKernels;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * A second target: weights in panels, and products of four rows at a time, which read each weight once for all four. All
 * else is as the plain target has it.
 */
public final class TiledKernels implements KernelEmitter {
    private static final int TILE = 4;

    private final KernelLibrary library;
    private final ScalarType numbers;
    private final WeightOrder weights;
    private final RowKernels others;
    private final TiledGradients gradients;

    public TiledKernels(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
        this.weights = new PanelOrder(context);
        this.others = new RowKernels(context, weights);
        this.gradients = new TiledGradients(context, weights);
    }

    @Override
    public WeightOrder weights() {
        return weights;
    }

    @Override
    public KernelCall emit(Kernel kernel, Stage.Kind stage, Memory memory) {
        if (kernel instanceof Kernel.Products products) {
            Args args = new Args(memory, stage, numbers);
            List<Sum> sums = products.isLookup()
                    ? TiledSums.ofLookup(products, args, memory)
                    : TiledSums.ofProducts(products, args, memory);
            return emit(products.isLookup() ? "lookUpTiled" : "multiplyTiled", kernel, sums, args, memory, stage);
        }
        if (kernel instanceof Kernel.Chain chain) {
            Args args = new Args(memory, stage, numbers);
            Sum sum = TiledSums.ofChain(chain, args, memory);
            return emit("multiplyTransposedTiled", kernel, List.of(sum), args, memory, stage);
        }
        return kernel instanceof Kernel.Gradients some
                ? gradients.emit(some, memory)
                : others.emit(kernel, stage, memory);
    }

    /**
     * A result: each of its elements is a start and a chain of terms.
     *
     * @param start null for none
     * @param fused whether terms are multiplied with an operand, else they are added as they are
     * @param block how many terms are a chain of their own; 0 where all are one
     */
    record Sum(Args.Ref out, Args.Ref start, int size, boolean fused, int block, List<Terms> terms) {}

    /**
     * Terms that follow each other in a chain.
     *
     * @param x what they are multiplied with; the token of a look-up
     * @param at where in the panels the factor of an element of x is, for element j of the result; or what a token chooses
     */
    record Terms(Args.Ref x, int count, Function<String, CodeBlock> at) {}

    private KernelCall emit(String name, Kernel kernel, List<Sum> sums, Args args, Memory memory, Stage.Kind stage) {
        PackRef factors = memory.factors(packOf(kernel));
        String panels =
                args.pack("panels", factors, weights.type(factors)).field().name();
        Count rows = memory.extent().rows(stage);
        String one = tile(name, 1, sums, args.all(), panels);
        if (!kernel.parallelAxes().contains(ParallelAxis.SEQUENCE) || rows.isOne()) {
            return library.callForRows(one, args, rows);
        }
        String four = tile(name, TILE, sums, args.all(), panels);
        return loop(name, four, one, args, rows);
    }

    private static Pack packOf(Kernel kernel) {
        return kernel instanceof Kernel.Products products ? products.pack() : ((Kernel.Chain) kernel).pack();
    }

    /** A method for {@code rows} rows: those of each argument that has rows come one after the other. */
    private String tile(String name, int rows, List<Sum> sums, List<Arg> args, String panels) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Arg arg : args) {
            for (int row = 0; row < (arg.hasRows() ? rows : 1); row++) {
                parameters.add(KernelLibrary.parameter(
                        arg.type(), arg.hasRows() && rows > 1 ? inTile(arg.name(), row) : arg.name()));
            }
        }
        CodeBlock.Builder body = CodeBlock.builder();
        for (Sum sum : sums) {
            body.beginControlFlow("for (int j = 0; j < $L; j++)", sum.size());
            for (int row = 0; row < rows; row++) {
                String start = sum.start() == null
                        ? numbers.literal(0)
                        : in(sum.start(), row, rows, args).at("j").toString();
                body.addStatement("$T sum$L = $L", numbers.type(), row, start);
            }
            for (Terms terms : sum.terms()) {
                body.add(terms(terms, sum, rows, args, panels));
            }
            for (int row = 0; row < rows; row++) {
                body.addStatement("$L = sum$L", in(sum.out(), row, rows, args).at("j"), row);
            }
            body.endControlFlow();
        }
        return library.method(name + "_" + rows, CodeBlock.of(""), TypeName.VOID, parameters, body.build());
    }

    private CodeBlock terms(Terms terms, Sum sum, int rows, List<Arg> args, String panels) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!sum.fused()) {
            for (int row = 0; row < rows; row++) {
                CodeBlock found =
                        terms.at().apply(in(terms.x(), row, rows, args).array());
                code.addStatement(
                        sum.start() == null ? "sum$1L = $2L[$3L]" : "sum$1L = sum$1L + $2L[$3L]", row, panels, found);
            }
            return code.build();
        }
        boolean blocked = sum.block() > 0;
        String chain = blocked ? "block" : "sum";
        if (blocked) {
            code.beginControlFlow("for (int begin = 0; begin < $L; begin += $L)", terms.count(), sum.block());
            for (int row = 0; row < rows; row++) {
                code.addStatement("$T block$L = 0", numbers.type(), row);
            }
            code.beginControlFlow(
                    "for (int k = begin; k < $T.min($L, begin + $L); k++)", Math.class, terms.count(), sum.block());
        } else {
            code.beginControlFlow("for (int k = 0; k < $L; k++)", terms.count());
        }
        code.addStatement("$T w = $L[$L]", numbers.type(), panels, terms.at().apply("k"));
        for (int row = 0; row < rows; row++) {
            code.addStatement(
                    "$1L = $2T.fma(w, $3L, $1L)",
                    chain + row,
                    Math.class,
                    in(terms.x(), row, rows, args).at("k"));
        }
        code.endControlFlow();
        for (int row = 0; blocked && row < rows; row++) {
            code.addStatement("sum$1L = sum$1L + block$1L", row);
        }
        return blocked ? code.endControlFlow().build() : code.build();
    }

    /** What a tile calls one of its rows: like no argument of another kernel. */
    private static String inTile(String argument, int row) {
        return argument + "_" + row;
    }

    /** A value's row in a tile. */
    private static Args.Ref in(Args.Ref ref, int row, int rows, List<Arg> args) {
        boolean moves = args.stream().anyMatch(arg -> arg.name().equals(ref.array()) && arg.hasRows());
        return moves && rows > 1 ? new Args.Ref(inTile(ref.array(), row), ref.offset()) : ref;
    }

    /** A method that goes through all rows, first in tiles, then what remains. */
    private KernelCall loop(String name, String four, String one, Args args, Count rows) {
        List<ParameterSpec> parameters = new ArrayList<>(List.of(KernelLibrary.parameter(TypeName.INT, "rows")));
        List<Expression> passed = new ArrayList<>(List.of(rows));
        Distinct names = new Distinct("", args.all().stream().map(Arg::name).toList());
        List<Expression> ofFour = new ArrayList<>();
        List<Expression> ofOne = new ArrayList<>();
        for (Arg arg : args.all()) {
            parameters.add(KernelLibrary.parameter(arg.typeOfAll(), arg.name()));
            passed.add(arg.all());
            Index row = Index.of("row");
            if (arg.hasRows()) {
                String first = names.of(arg.name() + "First");
                parameters.add(KernelLibrary.parameter(TypeName.INT, first));
                passed.add(arg.first());
                row = Index.of(first).plus("row");
            }
            for (int i = 0; i < (arg.hasRows() ? TILE : 1); i++) {
                ofFour.add(arg.of(row.plus(i)));
            }
            ofOne.add(arg.of(row));
        }
        CodeBlock body = CodeBlock.builder()
                .addStatement("int row = 0")
                .beginControlFlow("for (; row + $L <= rows; row += $L)", TILE, TILE)
                .addStatement("$L($L)", four, Expression.arguments(ofFour))
                .endControlFlow()
                .beginControlFlow("for (; row < rows; row++)")
                .addStatement("$L($L)", one, Expression.arguments(ofOne))
                .endControlFlow()
                .build();
        return args.call(library.method(name, CodeBlock.of(""), TypeName.VOID, parameters, body), passed);
    }
}
