// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.java.kernel.RowCopies;
import org.rnnc.processor.java.kernel.RowParameters;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * Products with weights in panels. Of a small matrix one row goes through two panels at a time, so that the eight chains
 * of fused multiply-adds hide each other's latency; of a larger one, which comes from a far cache, through one, in the
 * order of memory, and from call to call forward and back by turns, since what was read last is still in a nearer cache. Of many rows four share each factor that is read.
 */
public final class VectorProducts {
    /** Vectors of a wide panel: four rows of them are sixteen chains, which fill the registers. */
    static final int VECTORS = PanelFields.VECTORS;

    private static final int ROWS = 4;

    /** Factors that are read from a near cache. */
    private static final int NEAR = 6_000;

    /** Loops in a tile of one row, and in one of several: with four, the bytecode of these was too large for C1 (1,826 bytes). */
    private static final int OPERANDS_OF_ROW = 4;

    private static final int OPERANDS_OF_ROWS = 2;

    private final VectorLibrary library;
    private final ScalarType numbers;
    private final RowCopies shortCopies;

    public VectorProducts(EmissionContext context, VectorLibrary library) {
        this.library = library;
        this.numbers = context.numbers();
        this.shortCopies = new RowCopies(context);
    }

    /** Overrides the kernel of one row. */
    public void overrideRow(String method, List<Arg> args, List<ProductSum> sums) {
        library.override(method, KernelLibrary.parameters(args), () -> {
            CodeBlock.Builder body = CodeBlock.builder();
            List<ProductRow> whole = sums.size() == 1 && !sums.get(0).copies().isEmpty() ? wholeRows(sums) : List.of();
            whole.forEach(row -> body.add(whole(row, args)));
            Set<Integer> done = whole.stream().map(ProductRow::lanes).collect(Collectors.toSet());
            List<ProductSum> parts = parts(sums, OPERANDS_OF_ROW);
            boolean far = parts.stream().anyMatch(sum -> isFar(sum) && sum.width() >= 2 * widest());
            if (far) {
                String turn = library.remember(
                        method + "Back",
                        "Whether the last call went through its weights from the end. Which way one goes changes no bit.");
                body.addStatement("boolean back = !$L", turn).addStatement("$L = back", turn);
            }
            for (int i = 0; i < parts.size(); i++) {
                body.add(row(parts.get(i), args, i == 0, far, done));
            }
            return body.build();
        });
    }

    /** Whether two products can be one kernel, with the longest vectors: there are registers for all their results. */
    public boolean fit(ProductSum first, ProductSum second) {
        return new ProductRow(List.of(first, second), VectorLibrary.mostLanes(numbers)).isPossible();
    }

    /**
     * Overrides the kernel of two products, the second of which goes on from results of the first.
     *
     * @param calls what calls one after the other
     */
    public void overrideTwo(String method, List<Arg> args, ProductSum first, ProductSum second, CodeBlock calls) {
        library.override(method, KernelLibrary.parameters(args), () -> {
            CodeBlock.Builder body = CodeBlock.builder();
            wholeRows(List.of(first, second)).forEach(row -> body.add(whole(row, args)));
            return body.add(calls).build();
        });
    }

    /** For vectors of each length of which so few hold a row that all sums are in registers. */
    private List<ProductRow> wholeRows(List<ProductSum> sums) {
        int least = VectorLibrary.leastLanes(numbers);
        return IntStream.iterate(VectorLibrary.mostLanes(numbers), lanes -> lanes >= least, lanes -> lanes / 2)
                .mapToObj(lanes -> new ProductRow(sums, lanes))
                .filter(ProductRow::isPossible)
                .toList();
    }

    private CodeBlock whole(ProductRow row, List<Arg> args) {
        return CodeBlock.builder()
                .beginControlFlow("if ($L == $L)", VectorLibrary.LANES, row.lanes())
                .add(row.call(args, numbers, library))
                .addStatement("return")
                .endControlFlow()
                .build();
    }

    private static boolean isFar(ProductSum sum) {
        return sum.width() * sum.rows() > NEAR;
    }

    /** How many columns a panel has at most. */
    private int widest() {
        return VECTORS * VectorLibrary.mostLanes(numbers);
    }

    /**
     * @param byTurns whether there is {@code back}, which says which way to go
     * @param done for vectors of which lengths there is nothing left to do
     */
    private CodeBlock row(ProductSum sum, List<Arg> args, boolean first, boolean byTurns, Set<Integer> done) {
        ProductTile.RowNames same = (arg, row) -> arg.name();
        CodeBlock.Builder body = CodeBlock.builder()
                .add(copies(sum, args, same, Index.ZERO))
                .addStatement(first ? "int j = 0" : "j = 0")
                .addStatement(first ? "int panel = 0" : "panel = 0");
        int panels = isFar(sum) || sum.blocked() ? 1 : 2;
        List<VectorPass> passes = VectorPass.tiles(sum.width(), panels * VECTORS, numbers).stream()
                .filter(pass -> pass.isLoop() || !done.contains(pass.lanes()))
                .toList();
        for (VectorPass pass : passes) {
            CodeBlock tile = one(new ProductTile(1, pass), sum, args, same, Index.ZERO);
            if (pass.isLoop() && byTurns && isFar(sum)) {
                body.add(byTurns(sum.width(), tile, passes.size() > 1));
            } else {
                body.add(pass.head(sum.width(), panels == 1 ? ", panel++" : ", panel += " + panels))
                        .add(tile)
                        .endControlFlow();
            }
        }
        return body.build();
    }

    /**
     * A loop over whole panels, from the first or from the last.
     *
     * @param goesOn whether something goes on behind the last
     */
    private static CodeBlock byTurns(int width, CodeBlock tile, boolean goesOn) {
        String columns = VECTORS + " * " + VectorLibrary.LANES;
        String whole = width + " / (" + columns + ")";
        CodeBlock.Builder loop = CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", whole)
                .addStatement("panel = back ? $L - 1 - i : i", whole)
                .addStatement("j = panel * $L", columns)
                .add(tile)
                .endControlFlow();
        if (goesOn) {
            loop.addStatement("panel = $L", whole).addStatement("j = panel * $L", columns);
        }
        return loop.build();
    }

    /** Overrides the kernel of many rows. */
    public void overrideRows(String rowMethod, String method, List<Arg> args, List<ProductSum> sums) {
        RowParameters parameters = new RowParameters(args);
        library.override(
                method, parameters.all(), () -> rows(rowMethod, args, parameters, parts(sums, OPERANDS_OF_ROWS)));
    }

    private static List<ProductSum> parts(List<ProductSum> sums, int operands) {
        return sums.stream().flatMap(sum -> sum.parts(operands).stream()).toList();
    }

    private CodeBlock rows(String rowMethod, List<Arg> args, RowParameters parameters, List<ProductSum> sums) {
        ProductTile.RowNames each = parameters::of;
        CodeBlock.Builder body = CodeBlock.builder()
                .beginControlFlow("if (rows < $L)", ROWS)
                .beginControlFlow("for (int row = 0; row < rows; row++)")
                .addStatement("$L($L)", rowMethod, parameters.passed(Index.of("row")))
                .endControlFlow()
                .addStatement("return")
                .endControlFlow();
        boolean first = true;
        for (ProductSum sum : sums) {
            if (!sum.copies().isEmpty()) {
                body.beginControlFlow("for (int row = 0; row < rows; row++)")
                        .add(copies(sum, args, each, Index.of("row")))
                        .endControlFlow();
            }
            body.addStatement(first ? "int j = 0" : "j = 0").addStatement(first ? "int panel = 0" : "panel = 0");
            first = false;
            for (VectorPass pass : VectorPass.tiles(sum.width(), VECTORS, numbers)) {
                int rows = rows(sum, pass);
                body.add(pass.head(sum.width(), ", panel++"))
                        .addStatement("int row = 0")
                        .beginControlFlow("for (; row + $L <= rows; row += $L)", rows, rows)
                        .add(one(new ProductTile(rows, pass), sum, args, each, Index.of("row")))
                        .endControlFlow()
                        .beginControlFlow("for (; row < rows; row++)")
                        .add(one(new ProductTile(1, pass), sum, args, each, Index.of("row")))
                        .endControlFlow()
                        .endControlFlow();
            }
        }
        return body.build();
    }

    /** Rows of a tile: of wide ones with chains for each block, half as many, for the same bytecode. */
    private static int rows(ProductSum sum, VectorPass pass) {
        return sum.blocked() && pass.vectors() > VECTORS / 2 ? ROWS / 2 : ROWS;
    }

    /** What chains of a row begin with, brought together. */
    private CodeBlock copies(ProductSum sum, List<Arg> args, ProductTile.RowNames names, Index row) {
        CodeBlock.Builder body = CodeBlock.builder();
        for (ProductSum.Copy copy : sum.copies()) {
            body.add(shortCopies.within(
                    names.of(ProductTile.arg(copy.from(), args), row),
                    copy.from().offset(),
                    names.of(ProductTile.arg(copy.to(), args), row),
                    copy.to().offset(),
                    copy.width()));
        }
        return body.build();
    }

    private CodeBlock one(ProductTile tile, ProductSum sum, List<Arg> args, ProductTile.RowNames names, Index row) {
        List<String> panels = new ArrayList<>();
        for (int i = 0; i < tile.panels(); i++) {
            panels.add(sum.panels() + "[panel" + (i == 0 ? "" : " + " + i) + "]");
        }
        return tile.call(tile.method(sum, args, numbers, library), sum, args, panels, row, names);
    }
}
