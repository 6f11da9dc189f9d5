// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.schedule.Stage;

/**
 * Work on values at pairs of steps that lie together: those of one step of the first axis one after the other, for each step
 * of the second. Sums go in rising order, whichever axis they are over.
 */
final class PairEmitter {
    private static final ClassName ORDER = ClassName.get(RuntimePackages.ORDER, "PairedSequences");

    /** Rows that a sum takes at a time. */
    private static final int ROWS = 4;

    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;

    PairEmitter(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /** What a sum takes in: its rows, which lie in the order of the pairs, or the one that all share. */
    private record Operand(String name, @Nullable String first, int offset, int size) {
        CodeBlock row(String pair) {
            if (first == null) {
                return CodeBlock.of(name);
            }
            return CodeBlock.of("$L[$L]", name, first.isEmpty() ? pair : first + " + " + pair);
        }
    }

    private Operand operand(Args args, Node node, String name) {
        RowsRef rows = args.locate(node);
        if (!rows.isEach()) {
            return new Operand(args.shared(name, numbers.row(), rows.row()), null, rows.offset(), node.size());
        }
        String array = args.shared(name, numbers.rows(), rows.field());
        String first = rows.first().equals(Index.ZERO) ? "" : args.shared(name + "First", TypeName.INT, rows.first());
        return new Operand(array, first, rows.offset(), node.size());
    }

    // ---- sums ------------------------------------------------------------------------------------------------------

    KernelCall sum(Node node, Op.SumPairs op, Memory memory, Stage.Kind stage) {
        Node x = node.input(node.inputs().size() - 1);
        Domain.Pair pair = x.domain().pair().orElseThrow();
        boolean inStep = stage.isLoop();
        Args args = new Args(memory, inStep ? new Stage.PairsOfStep(pair) : new Stage.Pairs(pair), numbers, TAKEN);
        return op.axis().equals(pair.over())
                ? overInner(node, args, memory, stage, pair)
                : overOuter(node, args, memory, pair);
    }

    private static final List<String> TAKEN =
            List.of("i", "j", "q", "t", "pair", "end", "base", "sum", "largest", "total", "p");

    /** For each row of the first axis. */
    private KernelCall overInner(Node node, Args args, Memory memory, Stage.Kind stage, Domain.Pair pair) {
        RowsRef place = memory.locate(node, stage);
        String rows = args.shared(
                "rows", TypeName.INT, new Variable(memory.extent().rows(stage).toString()));
        Ranges ranges = new Ranges(args, memory, stage.isLoop(), pair);
        Operand out = results(args, place, node);
        List<Operand> operands = operands(args, node);
        int width = context.padded(node.size());
        CodeBlock body = CodeBlock.builder()
                .add(ranges.base())
                .beginControlFlow("for (int i = 0; i < $L; i++)", rows)
                .addStatement("$T sum = $L", numbers.row(), out.row("i"))
                .add(clear(out, width))
                .add(ranges.next())
                .beginControlFlow("for (; pair + $L <= end; pair += $L)", ROWS, ROWS)
                .add(add(ROWS, out, operands, width, k -> k == 0 ? "pair" : "pair + " + k))
                .endControlFlow()
                .beginControlFlow("for (; pair < end; pair++)")
                .add(add(1, out, operands, width, k -> "pair"))
                .endControlFlow()
                .endControlFlow()
                .build();
        String what = out.name() + " = the sum of " + words(operands) + " over the second axis";
        return call("sumPairs_" + width, what, args, body);
    }

    /** For each row of the second axis. */
    private KernelCall overOuter(Node node, Args args, Memory memory, Domain.Pair pair) {
        RowsRef place = memory.locate(node, new Stage.Steps(pair.over()));
        String rows =
                args.shared("rows", TypeName.INT, new Variable(memory.extent().order(pair.over()) + ".rows()"));
        String order = args.shared("pairs", ORDER, memory.extent().order(pair));
        Operand out = results(args, place, node);
        List<Operand> operands = operands(args, node);
        int width = context.padded(node.size());
        String at = order + ".first(t%s) + q";
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", rows)
                .addStatement("$T sum = $L[i]", numbers.row(), out.name())
                .add(clear(out, width))
                .endControlFlow()
                .beginControlFlow("for (int q = 0; q < $L.count(0); q++)", order)
                .addStatement("$T sum = $L[$L.overRow(q)]", numbers.row(), out.name(), order)
                .addStatement("int t = 0")
                .beginControlFlow("for (; $L.count(t + $L) > q; t += $L)", order, ROWS - 1, ROWS)
                .add(add(ROWS, out, operands, width, k -> String.format(at, k == 0 ? "" : " + " + k)))
                .endControlFlow()
                .beginControlFlow("for (; $L.count(t) > q; t++)", order)
                .add(add(1, out, operands, width, k -> String.format(at, "")))
                .endControlFlow()
                .endControlFlow()
                .build();
        String what = out.name() + " = the sum of " + words(operands) + " over the first axis";
        return call("sumPairsAcross_" + width, what, args, body);
    }

    private static String words(List<Operand> operands) {
        return operands.size() == 1
                ? operands.get(0).name()
                : operands.get(0).name() + " * " + operands.get(1).name();
    }

    private Operand results(Args args, RowsRef place, Node node) {
        String sums = args.shared("sums", numbers.rows(), place.field());
        String first = place.first().equals(Index.ZERO) ? "" : args.shared("sumsFirst", TypeName.INT, place.first());
        return new Operand(sums, first, place.offset(), node.size());
    }

    private List<Operand> operands(Args args, Node node) {
        List<Operand> operands = new ArrayList<>();
        if (node.inputs().size() == 2) {
            operands.add(operand(args, node.input(0), "weights"));
        }
        operands.add(operand(args, node.input(node.inputs().size() - 1), "values"));
        return operands;
    }

    private CodeBlock clear(Operand out, int width) {
        return CodeBlock.of(
                "$T.fill(sum, $L, $L, $L);\n",
                java.util.Arrays.class,
                out.offset(),
                out.offset() + width,
                numbers.literal(0));
    }

    @FunctionalInterface
    private interface PairAt {
        String number(int k);
    }

    /** Adds some pairs to the row {@code sum}, one after the other. */
    private CodeBlock add(int count, Operand out, List<Operand> operands, int width, PairAt at) {
        List<ParameterSpec> parameters = new ArrayList<>(List.of(KernelLibrary.parameter(numbers.row(), "out")));
        List<CodeBlock> passed = new ArrayList<>(List.of(CodeBlock.of("sum")));
        Operand x = operands.get(operands.size() - 1);
        Operand w = operands.size() == 2 ? operands.get(0) : null;
        boolean one = w != null && w.size() == 1;
        Element result = new Args.Ref("out", out.offset()).at("j");
        CodeBlock.Builder steps = CodeBlock.builder().addStatement("$T sum = $L", numbers.type(), result);
        for (int k = 0; k < count; k++) {
            String pair = at.number(k);
            Element value = new Args.Ref("v" + k, x.offset()).at("j");
            if (w != null) {
                parameters.add(KernelLibrary.parameter(one ? numbers.type() : numbers.row(), "w" + k));
                passed.add(one ? CodeBlock.of("$L[$L]", w.row(pair), w.offset()) : w.row(pair));
            }
            parameters.add(KernelLibrary.parameter(numbers.row(), "v" + k));
            passed.add(x.row(pair));
            String weight = w == null || one
                    ? "w" + k
                    : new Args.Ref("w" + k, w.offset()).at("j").toString();
            steps.addStatement(
                    "sum = $L",
                    w == null
                            ? CodeBlock.of("sum + $L", value)
                            : CodeBlock.of("$T.fma($L, $L, sum)", Math.class, weight, value));
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .add(steps.build())
                .addStatement("$L = sum", result)
                .endControlFlow()
                .build();
        String kind = w == null ? "addRowsOfPairs" : one ? "addScaled" : "addProducts";
        String method = library.method(
                kind + count + "_" + width,
                Comments.javadoc("out = out + " + (w == null ? "" : "w0 * ") + "v0"
                        + (count == 1 ? "" : " + ..., from the left")),
                TypeName.VOID,
                parameters,
                body);
        return CodeBlock.of("$L($L);\n", method, CodeBlock.join(passed, ", "));
    }

    // ---- which pairs -----------------------------------------------------------------------------------------------

    /** Says which pairs each row of the first axis has, counted from the first that there are here. */
    private static final class Ranges {
        private final String starts;
        private final @Nullable String row;

        Ranges(Args args, Memory memory, boolean inStep, Domain.Pair pair) {
            this.row = inStep && !memory.extent().single()
                    ? args.shared("row", TypeName.INT, memory.extent().first(Domain.step(pair.along())))
                    : null;
            this.starts = args.shared(
                    "starts",
                    ArrayTypeName.of(TypeName.INT),
                    new Variable(memory.extent().order(pair) + ".starts()"));
        }

        CodeBlock base() {
            return row == null ? CodeBlock.of("") : CodeBlock.of("int base = $L[$L];\n", starts, row);
        }

        CodeBlock next() {
            return row == null
                    ? CodeBlock.of("int pair = $1L[i];\nint end = $1L[i + 1];\n", starts)
                    : CodeBlock.of(
                            "int pair = $1L[$2L + i] - base;\nint end = $1L[$2L + i + 1] - base;\n", starts, row);
        }
    }

    private KernelCall call(String name, String what, Args args, CodeBlock body) {
        String method =
                library.method(name, Comments.javadoc(what), TypeName.VOID, KernelLibrary.parameters(args.all()), body);
        return library.callForRows(method, args, Count.ONE);
    }

    // ---- powers of e -----------------------------------------------------------------------------------------------

    /** Shifted by the largest, so that nothing overflows. */
    KernelCall softmax(Node node, Memory memory, Stage.Kind stage) {
        Domain.Pair pair = node.domain().pair().orElseThrow();
        boolean inStep = stage.isLoop();
        Args args = new Args(memory, stage, numbers, TAKEN);
        String rows = args.shared(
                "rows", TypeName.INT, new Variable(rows(memory, inStep, pair).toString()));
        Ranges ranges = new Ranges(args, memory, inStep, pair);
        Operand out = operand(args, node, "outs");
        Operand x = operand(args, node.input(0), "values");
        CodeBlock body = CodeBlock.builder()
                .add(ranges.base())
                .beginControlFlow("for (int i = 0; i < $L; i++)", rows)
                .add(ranges.next())
                .beginControlFlow("for (int j = 0; j < $L; j++)", node.size())
                .addStatement("$T largest = $T.NEGATIVE_INFINITY", numbers.type(), numbers.box())
                .beginControlFlow("for (int p = pair; p < end; p++)")
                .addStatement("largest = $T.max(largest, $L)", Math.class, element(x))
                .endControlFlow()
                .addStatement("$T total = 0", numbers.type())
                .beginControlFlow("for (int p = pair; p < end; p++)")
                .addStatement("$L = $T.exp($L - largest)", element(out), numbers.math(), element(x))
                .addStatement("total += $L", element(out))
                .endControlFlow()
                .beginControlFlow("for (int p = pair; p < end; p++)")
                .addStatement("$L = $L / total", element(out), element(out))
                .endControlFlow()
                .endControlFlow()
                .endControlFlow()
                .build();
        return call("softmaxPairs_" + node.size(), "outs = softmax(values) over the second axis", args, body);
    }

    private static CodeBlock element(Operand operand) {
        return CodeBlock.of("$L[$L]", operand.row("p"), new Index(List.of("j"), operand.offset()));
    }

    /** Rows of the first axis. */
    private static Count rows(Memory memory, boolean inStep, Domain.Pair pair) {
        if (memory.extent().single()) {
            return Count.ONE;
        }
        return inStep
                ? memory.extent().rows(new Stage.Loop(new Relation.Before(pair.along())))
                : Count.asked(memory.extent().order(pair.along()), "rows");
    }
}
