// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.layout.Distinct;
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
    private final KernelLibrary library;

    TouchedRows(EmissionContext context) {
        this.plan = context.plan();
        this.names = context.names();
        this.library = context.library();
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
            fields.add(FieldSpec.builder(TYPE, of(pack).name(), Modifier.PRIVATE, Modifier.FINAL)
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

    /** An expression that takes all arrays of a pack for touched. */
    CodeBlock all(Pack pack) {
        return CodeBlock.of("$L.set(0, $L)", of(pack), pack.vectors());
    }

    private FieldRef gradient(Pack pack) {
        return names.gradient(pack).field();
    }

    /** A call of {@code kernel} for those rows of its arguments that are in the set {@code touched}. */
    KernelCall call(String kernel, Args arguments, FieldRef touched) {
        List<Arg> args = arguments.all();
        List<ParameterSpec> parameters = new ArrayList<>();
        Distinct names = new Distinct("", args.stream().map(Arg::name).toList());
        String set = names.of("touched");
        String row = names.of("row");
        parameters.add(KernelLibrary.parameter(TYPE, set));
        List<Expression> inner = new ArrayList<>();
        List<Expression> passed = new ArrayList<>(List.of(touched));
        for (Arg arg : args) {
            parameters.add(KernelLibrary.parameter(arg.typeOfAll(), arg.name()));
            inner.add(arg.of(Index.of(row)));
            passed.add(arg.all());
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow(each(row, set))
                .addStatement("$L($L)", kernel, Expression.arguments(inner))
                .endControlFlow()
                .build();
        String loop = library.method(
                kernel + "Touched",
                KernelLibrary.same("for the rows of the set " + set),
                TypeName.VOID,
                parameters,
                body);
        return arguments.call(loop, passed);
    }

    /** The head of a loop over what is touched. */
    static String each(String row, Object touched) {
        return "for (int " + row + " = " + touched + ".nextSetBit(0); " + row + " >= 0; " + row + " = " + touched
                + ".nextSetBit(" + row + " + 1))";
    }
}
