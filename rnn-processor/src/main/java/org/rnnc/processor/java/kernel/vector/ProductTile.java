// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * A few rows of results, a few vectors of each, in registers from the beginning of their chains to the end; every factor
 * is read once for all rows.
 *
 * @param rows how many rows
 * @param pass how many vectors there are of each row, of as many panels side by side as have them
 */
record ProductTile(int rows, VectorPass pass) {
    /** Of one row, reads of so few columns come in order even where C2 knows how far apart rows of weights are; then it leaves out their checks. */
    private static final int NARROW = 2;

    private int vectors() {
        return pass.vectors();
    }

    /** How many panels it reads. */
    int panels() {
        return (vectors() + PanelFields.VECTORS - 1) / PanelFields.VECTORS;
    }

    /** How many vectors one of them has: the last may have fewer. */
    private int vectors(int panel) {
        return Math.min(PanelFields.VECTORS, vectors() - panel * PanelFields.VECTORS);
    }

    /** Panels of one width are gone through by one index. */
    private int index(int panel) {
        return vectors(panel) == vectors(0) ? 0 : panel;
    }

    private String place(int panel) {
        return index(panel) == 0 ? "at" : "at" + panel;
    }

    private String stride(int panel) {
        return index(panel) == 0 ? "stride" : "stride" + panel;
    }

    /** Writes the method of a sum, or finds it. */
    String method(ProductSum sum, List<Arg> args, ScalarType numbers, VectorLibrary library) {
        return library.method(
                "tile" + rows + "x" + vectors() + pass.suffix(),
                rows + (rows == 1 ? " row" : " rows") + " of results, " + vectors()
                        + (vectors() == 1 ? " vector" : " vectors") + " of each, from column j on",
                parameters(sum, args, numbers),
                new Writer(sum, args, library).body());
    }

    /** A call for rows of all arguments. */
    CodeBlock call(String method, ProductSum sum, List<Arg> args, List<String> panelNames, Index row, RowNames names) {
        List<CodeBlock> passed = new ArrayList<>();
        for (Arg arg : used(sum, args)) {
            for (int r = 0; r < (arg.hasRows() ? rows : 1); r++) {
                passed.add(CodeBlock.of("$L", names.of(arg, row.plus(r))));
            }
        }
        panelNames.forEach(panel -> passed.add(CodeBlock.of("$L", panel)));
        passed.add(CodeBlock.of("j"));
        return CodeBlock.of("$L($L);\n", method, CodeBlock.join(passed, ", "));
    }

    /** How the caller reaches a row of an argument. */
    @FunctionalInterface
    interface RowNames {
        Object of(Arg arg, Index row);
    }

    /** The arguments of a sum, results first. */
    private static List<Arg> used(ProductSum sum, List<Arg> args) {
        Set<Arg> used = new LinkedHashSet<>();
        used.add(arg(sum.out(), args));
        sum.start().ifPresent(start -> used.add(arg(start, args)));
        sum.operands().forEach(operand -> used.add(arg(operand.x(), args)));
        return List.copyOf(used);
    }

    private List<ParameterSpec> parameters(ProductSum sum, List<Arg> args, ScalarType numbers) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Arg arg : used(sum, args)) {
            for (int r = 0; r < (arg.hasRows() ? rows : 1); r++) {
                parameters.add(KernelLibrary.parameter(arg.type(), inTile(arg, r)));
            }
        }
        for (int panel = 0; panel < panels(); panel++) {
            parameters.add(KernelLibrary.parameter(numbers.row(), "panel" + panel));
        }
        parameters.add(KernelLibrary.parameter(TypeName.INT, "j"));
        return parameters;
    }

    /** The argument that a value is in. */
    static Arg arg(Args.Ref ref, List<Arg> args) {
        return args.stream()
                .filter(arg -> arg.name().equals(ref.array()))
                .findFirst()
                .orElseThrow();
    }

    private String inTile(Arg arg, int row) {
        return arg.hasRows() && rows > 1 ? arg.name() + "_" + row : arg.name();
    }

    private final class Writer {
        private final ProductSum sum;
        private final List<Arg> args;
        private final VectorLibrary library;
        private final Object vector;
        private final CodeBlock.Builder body = CodeBlock.builder();

        Writer(ProductSum sum, List<Arg> args, VectorLibrary library) {
            this.sum = sum;
            this.args = args;
            this.library = library;
            this.vector = library.vector();
        }

        CodeBlock body() {
            body.add(pass.columns("to", sum.out().offset()));
            sum.start()
                    .filter(start -> start.offset() != 0 || sum.out().offset() != 0)
                    .ifPresent(start -> body.add(pass.columns("from", start.offset())));
            each((r, v) -> body.addStatement("$T sum$L = $L", vector, r + "_" + v, start(r, v)));
            indexes()
                    .forEach(panel -> body.addStatement(
                            "int $L = $L$L",
                            stride(panel),
                            vectors(panel) == 1 ? "" : vectors(panel) + " * ",
                            rows == 1 && vectors() <= NARROW ? VectorLibrary.LANES : VectorLibrary.STRIDE));
            sum.operands().forEach(this::add);
            each((r, v) -> body.add(pass.store(
                    library,
                    v,
                    "sum" + r + "_" + v,
                    in(sum.out(), r),
                    VectorPass.column("to", sum.out().offset(), v))));
            return body.build();
        }

        private CodeBlock start(int r, int v) {
            return sum.start()
                    .map(start -> CodeBlock.of(
                            "$T.fromArray($L, $L, $L)",
                            vector,
                            VectorLibrary.SPECIES,
                            in(start, r),
                            VectorPass.column("from", start.offset(), v)))
                    .orElseGet(() -> CodeBlock.of("$T.zero($L)", vector, VectorLibrary.SPECIES));
        }

        private void add(ProductSum.Operand operand) {
            if (!sum.blocked()) {
                body.add(head(operand, 0, operand.count(), ", k++" + next()));
                multiply(operand, "sum");
                body.endControlFlow();
                return;
            }
            int rest = operand.count() % Op.Product.BLOCK;
            int whole = operand.count() - rest;
            if (whole > 0) {
                blocks(operand, 0, whole, Op.Product.BLOCK);
            }
            if (rest > 0) {
                blocks(operand, whole, operand.count(), rest);
            }
        }

        /** A loop over some of an operand's numbers. */
        private CodeBlock head(ProductSum.Operand operand, int from, int to, String next) {
            int first = operand.x().offset();
            CodeBlock.Builder begin = CodeBlock.builder();
            int row = operand.first() + from;
            indexes()
                    .forEach(panel ->
                            begin.add(", $L = $L", place(panel), row == 0 ? "0" : row + " * " + stride(panel)));
            return CodeBlock.builder()
                    .beginControlFlow(
                            "for (int k = $L$L; k < $L;$L)",
                            first + from,
                            begin.build(),
                            first + to,
                            next.replaceFirst("^,", ""))
                    .build();
        }

        /** What moves on with a number. */
        private String next() {
            return indexes()
                    .mapToObj(panel -> ", " + place(panel) + " += " + stride(panel))
                    .collect(Collectors.joining());
        }

        /** So many numbers at a time, with chains of their own, which are then added. */
        private void blocks(ProductSum.Operand operand, int from, int to, int length) {
            body.add(head(operand, from, to, ""));
            each((r, v) ->
                    body.addStatement("$T block$L = $T.zero($L)", vector, r + "_" + v, vector, VectorLibrary.SPECIES));
            body.beginControlFlow("for (int i = 0; i < $L; i++, k++$L)", length, next());
            multiply(operand, "block");
            body.endControlFlow();
            each((r, v) -> {
                CodeBlock chain = VectorLibrary.exact(CodeBlock.of("sum" + r + "_" + v));
                CodeBlock block = VectorLibrary.exact(CodeBlock.of("block" + r + "_" + v));
                body.addStatement("sum$L = $L.add($L)", r + "_" + v, chain, block);
            });
            body.endControlFlow();
        }

        /** Number k of each row, times a row of the panels. */
        private void multiply(ProductSum.Operand operand, String chains) {
            for (int v = 0; v < vectors(); v++) {
                int panel = v / PanelFields.VECTORS;
                body.addStatement(
                        "$T weight$L = $T.fromArray($L, panel$L, $L)",
                        vector,
                        v,
                        vector,
                        VectorLibrary.SPECIES,
                        panel,
                        place(panel) + VectorPass.beyond(v % PanelFields.VECTORS, VectorLibrary.LANES));
            }
            for (int r = 0; r < rows; r++) {
                body.addStatement("$T factor$L = $L", vector, r, library.broadcast(in(operand.x(), r) + "[k]"));
                for (int v = 0; v < vectors(); v++) {
                    String chain = chains + r + "_" + v;
                    body.addStatement("$L = $L", chain, VectorPass.add("factor" + r, "weight" + v, chain));
                }
            }
        }

        private IntStream indexes() {
            return IntStream.range(0, panels()).filter(panel -> index(panel) == panel);
        }

        private String in(Args.Ref ref, int row) {
            return inTile(arg(ref, args), row);
        }

        private void each(Each work) {
            for (int r = 0; r < rows; r++) {
                for (int v = 0; v < vectors(); v++) {
                    work.on(r, v);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Each {
        void on(int row, int vector);
    }
}
