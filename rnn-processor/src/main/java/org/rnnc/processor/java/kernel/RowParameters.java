// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.layout.Distinct;

/** The parameters of a method that goes over many rows of a kernel's arguments: how many, and where each begins. */
public final class RowParameters {
    private final List<Arg> args;
    private final Map<Arg, String> first = new HashMap<>();
    private final String rows;
    private final String row;

    public RowParameters(List<Arg> args) {
        Distinct names = new Distinct("", args.stream().map(Arg::name).toList());
        this.args = List.copyOf(args);
        this.rows = names.of("rows");
        this.row = names.of("row");
        args.stream().filter(Arg::hasRows).forEach(arg -> first.put(arg, names.of(arg.name() + "First")));
    }

    /** How many rows there are. */
    public String rows() {
        return rows;
    }

    /** A name for the number of one. */
    public String row() {
        return row;
    }

    public List<ParameterSpec> all() {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(KernelLibrary.parameter(TypeName.INT, rows));
        for (Arg arg : args) {
            parameters.add(KernelLibrary.parameter(arg.typeOfAll(), arg.name()));
            if (arg.hasRows()) {
                parameters.add(KernelLibrary.parameter(TypeName.INT, Objects.requireNonNull(first.get(arg))));
            }
        }
        return parameters;
    }

    /** An argument's row of that number, or what is the same for all. */
    public Expression of(Arg arg, Index number) {
        return arg.hasRows()
                ? arg.of(Index.of(Objects.requireNonNull(first.get(arg))).plus(number))
                : new Variable(arg.name());
    }

    /** What the kernel of one row is called with. */
    public String passed(Index number) {
        return Expression.arguments(args.stream().map(arg -> of(arg, number)).toList());
    }
}
