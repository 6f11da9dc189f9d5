// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.layout.Distinct;

/** The kernels of one engine: each is written once, however many places call it. */
public final class KernelLibrary {
    /** The class that the methods are in. */
    public static final String TYPE = "Kernels";

    /** The one object of it. */
    public static final String CONSTANT = "KERNELS";

    /** What sums begin with that begin at zero. */
    public static final String ZEROS = "ZEROS";

    private final List<MethodSpec> methods = new ArrayList<>();
    private final Map<Written, String> nameByContent = new HashMap<>();
    private final Distinct names = new Distinct("_");
    private Zeros zeros = new Zeros(0, 0);

    /** What a method is but for its name: as text, since code and parameters print themselves to be compared. */
    private record Written(String returns, List<String> types, List<String> names, String body) {
        static Written of(TypeName returns, List<ParameterSpec> parameters, CodeBlock body) {
            return new Written(
                    returns.toString(),
                    parameters.stream()
                            .map(parameter -> parameter.type().toString())
                            .toList(),
                    parameters.stream().map(ParameterSpec::name).toList(),
                    body.toString());
        }
    }

    public List<MethodSpec> methods() {
        return methods;
    }

    /**
     * Rows of zeros, of which neighbours are different arrays.
     *
     * @param rows how many
     * @param width how many numbers are read of each
     */
    public String zeros(int rows, int width) {
        zeros = zeros.and(rows, width);
        return ZEROS;
    }

    /** How many rows of zeros there have to be, of which length. */
    public Zeros zeros() {
        return zeros;
    }

    /** Rows of zeros. */
    public record Zeros(int rows, int width) {
        private Zeros and(int moreRows, int moreWidth) {
            return new Zeros(Math.max(rows, moreRows), Math.max(width, moreWidth));
        }
    }

    /** A method of this body and these parameters; an equal one that is there already is used again. */
    public String method(
            String wantedName,
            CodeBlock documentation,
            TypeName returns,
            List<ParameterSpec> parameters,
            CodeBlock body) {
        return method(List.of(wantedName), documentation, returns, parameters, body);
    }

    /** The same with several names, of which the first that is free is taken. */
    public String method(
            List<String> wantedNames,
            CodeBlock documentation,
            TypeName returns,
            List<ParameterSpec> parameters,
            CodeBlock body) {
        Written content = Written.of(returns, parameters, body);
        String known = nameByContent.get(content);
        if (known != null) {
            return known;
        }
        String name = names.firstOf(wantedNames);
        nameByContent.put(content, name);
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .returns(returns)
                .addParameters(parameters)
                .addCode(body);
        if (!documentation.isEmpty()) {
            method.addJavadoc(documentation);
        }
        methods.add(method.build());
        return name;
    }

    /**
     * A call of {@code kernel}, which works on one row, for {@code rows} rows of its arguments: directly for a single
     * row, else through a method that loops.
     */
    public KernelCall callForRows(String kernel, Args arguments, Count rows) {
        return callForRows(kernel, arguments, rows, parameters -> each(kernel, parameters));
    }

    /** What a method does that goes over many rows. */
    @FunctionalInterface
    public interface ManyRows {
        CodeBlock body(RowParameters parameters);
    }

    /** The same where more than one row takes work of its own. */
    public KernelCall callForRows(String kernel, Args arguments, Count rows, ManyRows many) {
        List<Arg> args = arguments.all();
        List<Expression> passed = new ArrayList<>();
        if (!loops(arguments, rows)) {
            args.forEach(arg -> passed.add(arg.passed()));
            return arguments.call(kernel, passed);
        }
        passed.add(rows);
        for (Arg arg : args) {
            passed.add(arg.all());
            if (arg.hasRows()) {
                passed.add(arg.first());
            }
        }
        return arguments.call(rowLoop(kernel, args, many), passed);
    }

    /** Whether so many rows take a loop. */
    public static boolean loops(Args arguments, Count rows) {
        return !rows.isOne() && arguments.all().stream().anyMatch(Arg::hasRows);
    }

    /** What a method says of itself that calls another for many rows. */
    public static CodeBlock same(String where) {
        return Comments.javadoc("The same " + where + ".");
    }

    /** How a method is called from outside of the kernels. */
    public static String called(String method) {
        return CONSTANT + "." + method;
    }

    /** One row after the other. */
    public static CodeBlock each(String kernel, RowParameters of) {
        return CodeBlock.builder()
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", of.row(), of.rows())
                .addStatement("$L($L)", kernel, of.passed(Index.of(of.row())))
                .endControlFlow()
                .build();
    }

    /** The method that does what {@code kernel} does for many rows. */
    public String rowLoop(String kernel, List<Arg> args, ManyRows many) {
        RowParameters parameters = new RowParameters(args);
        return method(kernel + "Rows", same("for each row"), TypeName.VOID, parameters.all(), many.body(parameters));
    }

    public static List<ParameterSpec> parameters(List<Arg> args) {
        return args.stream().map(arg -> parameter(arg.type(), arg.name())).toList();
    }

    public static ParameterSpec parameter(TypeName type, String name) {
        return ParameterSpec.builder(type, name).build();
    }
}
