// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.Documentation;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.NaNSearch;
import org.rnnc.processor.java.kernel.RowCopies;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Program;

/** The methods by which data get into an engine and out. The public class knows their names, and no field. */
public final class DataMethods {
    private static final ClassName CHECKS = ClassName.get(RuntimePackages.GENERATED, "SequenceChecks");
    private static final ClassName LEAVES = ClassName.get(RuntimePackages.ORDER, "Leaves");
    private static final String TARGET = ".target";

    private DataMethods() {}

    /** The method that takes an input or a target: the same in all programs that do. */
    public static String take(Graph graph, DataParameter datum) {
        List<String> names = new ArrayList<>();
        graph.inputs().forEach(input -> names.add(input.name()));
        graph.targets().forEach(target -> names.add(target.name() + TARGET));
        int first = datum.isTarget() ? graph.inputs().size() : 0;
        int place = names.subList(first, names.size()).indexOf(datum.isTarget() ? datum.name() + TARGET : datum.name());
        return method("take", names, first + place);
    }

    /** The method that copies a value out. */
    public static String read(Collection<String> readable, String name) {
        List<String> names = List.copyOf(readable);
        return method("read", names, names.indexOf(name));
    }

    /** {@code readEncoderC} of {@code encoder.c}; with a number where others before it have the same letters. */
    private static String method(String verb, List<String> names, int place) {
        Distinct distinct = new Distinct("_");
        String method = verb;
        for (String name : names.subList(0, place + 1)) {
            method = distinct.of(verb + camel(name));
        }
        return method;
    }

    private static String camel(String path) {
        return Arrays.stream(path.split("\\."))
                .map(part -> FieldNames.upper(Identifier.variable(part)))
                .collect(Collectors.joining());
    }

    /** Whether an input is there at the leaves of trees alone. */
    public static boolean isOfLeaves(Graph graph, DataParameter datum) {
        return graph.nodes().stream()
                .anyMatch(node -> node.op() instanceof Op.OfLeaves
                        && isRead(graph, node.input(0).op(), datum));
    }

    /** The method that checks what leaves have. */
    public static String check(Graph graph, DataParameter datum) {
        return take(graph, datum).replaceFirst("^take", "checkLeavesOf");
    }

    /** A method that checks what leaves have, of trees that have been checked. */
    static MethodSpec checkLeaves(Graph graph, Program program, ScalarType numbers, DataParameter datum) {
        Axis axis = datum.domain().axis().orElseThrow();
        return MethodSpec.methodBuilder(check(graph, datum))
                .addJavadoc("Checks {@code $L} at leaves; others have none.\n", Documentation.escape(datum.name()))
                .addParameter(datum.array(numbers), "data")
                .addParameter(TypeName.INT, "from")
                .addStatement(
                        "$T.check($L, $S, data, from, $L)",
                        LEAVES,
                        AxisNames.of(program).order(axis),
                        datum.label(),
                        datum.size())
                .build();
    }

    /**
     * A check of each number of an input, if the engine sees that one may be a NaN.
     *
     * @param engine the name of its class
     * @param first where the input begins in its array
     * @param count how many numbers there are
     */
    public static CodeBlock ifNaN(String engine, DataParameter input, String first, String count, CodeBlock check) {
        return NaNSearch.serves(input)
                ? CodeBlock.builder()
                        .beginControlFlow(
                                "if ($T.$L($L, $L, $L))",
                                ClassName.get("", engine),
                                NaNSearch.METHOD,
                                input.parameter(),
                                first,
                                count)
                        .add(check)
                        .endControlFlow()
                        .build()
                : check;
    }

    /**
     * A check of each token or number of an input that lies in a larger array, whose range has been checked.
     *
     * @param engine the name of its class
     * @param first where the input begins in its array
     * @param steps how many steps and sequences, as two arguments
     * @param count how many data there are
     * @param lengths of the sequences; {@code null} for full length
     */
    public static CodeBlock checkEach(
            String engine, DataParameter input, String first, String steps, String count, String lengths) {
        CodeBlock check = CodeBlock.of(
                "$T.$L($S, $L, $L, $L, $L, $L);\n",
                CHECKS,
                input.isToken() ? "tokens" : "noNaN",
                input.label(),
                input.parameter(),
                first,
                steps,
                input.size(),
                lengths);
        return ifNaN(engine, input, first, (count.equals("1") ? "" : count + " * ") + input.size(), check);
    }

    /** What reads an input or a target in a program: nothing, if it is not used. */
    static Stream<Node> readers(Graph graph, Program program, DataParameter datum) {
        return program.live().stream().filter(node -> isRead(graph, node.op(), datum));
    }

    private static boolean isRead(Graph graph, Op op, DataParameter datum) {
        if (op instanceof Op.Input input) {
            return !datum.isTarget() && graph.inputs().get(input.index()).name().equals(datum.name());
        }
        return op instanceof Op.Target target
                && datum.isTarget()
                && graph.targets().get(target.index()).name().equals(datum.name());
    }

    /** A method that documents what it takes. */
    static MethodSpec.Builder taking(Graph graph, DataParameter datum, String where) {
        return MethodSpec.methodBuilder(take(graph, datum))
                .addJavadoc("Takes the $L {@code $L}$L.\n", datum.kind(), Documentation.escape(datum.name()), where);
    }

    /**
     * A method that takes the data of sequences, step by step, and copies them to rows in the order of their axis. In
     * training a token that is fed back follows from the target, which is taken a step later.
     *
     * @param within whether the data lie somewhere in a larger array
     */
    static MethodSpec takeRows(EmissionContext context, Program program, DataParameter datum, boolean within) {
        Graph graph = context.plan().model().graph();
        FieldNames fields = context.names();
        MethodSpec.Builder method = taking(graph, datum, within ? ", whose data begin at {@code from}" : "")
                .addParameter(datum.array(context.numbers()), "data");
        if (within) {
            method.addParameter(TypeName.INT, "from");
        }
        String copy = datum.domain().isPerStep() ? "fillSteps" : "fillSequences";
        boolean shifted = datum.fedBack().isPresent() && !within;
        boolean leaves = datum.isToken() && isOfLeaves(graph, datum);
        RowCopies copies = new RowCopies(context);
        readers(graph, program, datum).forEach(node -> {
            String rows = "this." + fields.of(fields.layout(program).of(node).buffer());
            Axis axis = datum.domain().axis().orElse(program.firstAxis());
            String order = AxisNames.of(program).order(axis);
            String first = within ? "from" : "0";
            Optional<CodeBlock> kernel = datum.isToken() || !datum.domain().isPerStep()
                    ? Optional.empty()
                    : copies.fillSteps(order, first, rows, datum.size());
            if (kernel.isPresent()) {
                method.addCode(kernel.get());
                return;
            }
            if (leaves) {
                method.addStatement("$T.fill($L, data, $L, $L)", LEAVES, order, first, rows);
                return;
            }
            List<String> arguments = new ArrayList<>(List.of(order, "data"));
            if (within) {
                arguments.add("from");
            }
            if (!datum.isToken()) {
                arguments.add(Integer.toString(datum.size()));
            }
            arguments.add(rows);
            datum.ignored().ifPresent(ignored -> arguments.addAll(List.of(ignored + "", datum.size() + "")));
            if (shifted) {
                arguments.addAll(List.of(datum.fedBack().get().start() + "", datum.size() + ""));
            }
            method.addCode(CodeBlock.of(
                    "$T.$L($L);\n",
                    DataParameter.COPIES,
                    shifted ? "fillPrevious" : copy,
                    String.join(", ", arguments)));
        });
        return method.build();
    }
}
