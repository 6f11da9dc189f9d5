// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    int vectors() {
        return pass.vectors();
    }

    /** How many panels it reads. */
    int panels() {
        return (vectors() + PanelFields.VECTORS - 1) / PanelFields.VECTORS;
    }

    /** How many vectors one of them has: the last may have fewer. */
    int vectors(int panel) {
        return Math.min(PanelFields.VECTORS, vectors() - panel * PanelFields.VECTORS);
    }

    /** Panels of one width are gone through by one index. */
    int index(int panel) {
        return vectors(panel) == vectors(0) ? 0 : panel;
    }

    String place(int panel) {
        return index(panel) == 0 ? "at" : "at" + panel;
    }

    String stride(int panel) {
        return index(panel) == 0 ? "stride" : "stride" + panel;
    }

    /** Writes the method of a sum, or finds it. */
    String method(ProductSum sum, List<Arg> args, ScalarType numbers, VectorLibrary library) {
        return library.method(
                "tile" + rows + "x" + vectors() + pass.suffix(),
                rows + (rows == 1 ? " row" : " rows") + " of results, " + vectors()
                        + (vectors() == 1 ? " vector" : " vectors") + " of each, from column j on",
                parameters(sum, args, numbers),
                new ProductTileBody(this, sum, args, library).body());
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

    String inTile(Arg arg, int row) {
        return arg.hasRows() && rows > 1 ? arg.name() + "_" + row : arg.name();
    }
}
