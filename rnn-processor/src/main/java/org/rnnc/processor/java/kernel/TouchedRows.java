// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * Which arrays of a sparse gradient a window has added to: a set of bits, which is gone through in rising order, so that
 * sums over arrays have the order they have over all of them.
 */
final class TouchedRows {
    static final ClassName TYPE = ClassName.get(BitSet.class);

    private final Plan plan;
    private final FieldNames names;

    TouchedRows(EmissionContext context) {
        this.plan = context.plan();
        this.names = context.names();
    }

    boolean has(Pack pack) {
        return plan.gradients().sparse().contains(pack);
    }

    /** The field of a pack that has a sparse gradient. */
    FieldRef of(Pack pack) {
        return FieldRef.own(names.of(pack, "touched"));
    }

    List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        for (Pack pack : plan.gradients().sparse()) {
            fields.add(FieldSpec.builder(TYPE, of(pack).name(), Modifier.FINAL)
                    .addJavadoc("The arrays of {@code $L} that may differ from zero.\n", gradient(pack))
                    .initializer("new $T($L)", TYPE, pack.vectors())
                    .build());
        }
        return fields;
    }

    /** Statements that bring all sparse gradients back to zero. */
    List<CodeBlock> clear() {
        List<CodeBlock> code = new ArrayList<>();
        for (Pack pack : plan.gradients().sparse()) {
            ClassName rows = ClassName.get(RuntimePackages.GENERATED, "Rows");
            code.add(CodeBlock.of("$T.clear($L, $L);\n", rows, gradient(pack), of(pack)));
        }
        return code;
    }

    private FieldRef gradient(Pack pack) {
        return names.gradient(pack).field();
    }

    /** The head of a loop over what is touched. */
    static String each(String row, Object touched) {
        return "for (int " + row + " = " + touched + ".nextSetBit(0); " + row + " >= 0; " + row + " = " + touched
                + ".nextSetBit(" + row + " + 1))";
    }
}
