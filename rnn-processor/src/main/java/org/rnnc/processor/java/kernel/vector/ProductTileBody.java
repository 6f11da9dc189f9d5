// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.java.kernel.VectorLibrary;

/** What a tile of a product does with a sum: it begins the chains, goes through the operands, and stores the results. */
final class ProductTileBody {
    /**
     * Of one row, reads of so few columns come in order even where C2 knows how far apart rows of weights are; then it
     * leaves out their checks.
     */
    private static final int NARROW = 2;

    private final ProductTile tile;
    private final ProductSum sum;
    private final List<Arg> args;
    private final VectorLibrary library;
    private final Object vector;
    private final CodeBlock.Builder body = CodeBlock.builder();

    ProductTileBody(ProductTile tile, ProductSum sum, List<Arg> args, VectorLibrary library) {
        this.tile = tile;
        this.sum = sum;
        this.args = args;
        this.library = library;
        this.vector = library.vector();
    }

    CodeBlock body() {
        body.add(tile.pass().columns("to", sum.out().offset()));
        sum.start()
                .filter(start -> start.offset() != 0 || sum.out().offset() != 0)
                .ifPresent(start -> body.add(tile.pass().columns("from", start.offset())));
        each((r, v) -> body.addStatement("$T sum$L = $L", vector, r + "_" + v, start(r, v)));
        indexes()
                .forEach(panel -> body.addStatement(
                        "int $L = $L$L",
                        tile.stride(panel),
                        tile.vectors(panel) == 1 ? "" : tile.vectors(panel) + " * ",
                        tile.rows() == 1 && tile.vectors() <= NARROW ? VectorLibrary.LANES : VectorLibrary.STRIDE));
        sum.operands().forEach(this::add);
        each((r, v) -> body.add(tile.pass()
                .store(
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
                        begin.add(", $L = $L", tile.place(panel), row == 0 ? "0" : row + " * " + tile.stride(panel)));
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
                .mapToObj(panel -> ", " + tile.place(panel) + " += " + tile.stride(panel))
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
        for (int v = 0; v < tile.vectors(); v++) {
            int panel = v / PanelFields.VECTORS;
            body.addStatement(
                    "$T weight$L = $T.fromArray($L, panel$L, $L)",
                    vector,
                    v,
                    vector,
                    VectorLibrary.SPECIES,
                    panel,
                    tile.place(panel) + VectorPass.beyond(v % PanelFields.VECTORS, VectorLibrary.LANES));
        }
        for (int r = 0; r < tile.rows(); r++) {
            body.addStatement("$T factor$L = $L", vector, r, library.broadcast(in(operand.x(), r) + "[k]"));
            for (int v = 0; v < tile.vectors(); v++) {
                String chain = chains + r + "_" + v;
                body.addStatement("$L = $L", chain, VectorPass.add("factor" + r, "weight" + v, chain));
            }
        }
    }

    private IntStream indexes() {
        return IntStream.range(0, tile.panels()).filter(panel -> tile.index(panel) == panel);
    }

    private String in(Args.Ref ref, int row) {
        return tile.inTile(ProductTile.arg(ref, args), row);
    }

    private void each(Each work) {
        for (int r = 0; r < tile.rows(); r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                work.on(r, v);
            }
        }
    }

    @FunctionalInterface
    private interface Each {
        void on(int row, int vector);
    }
}
