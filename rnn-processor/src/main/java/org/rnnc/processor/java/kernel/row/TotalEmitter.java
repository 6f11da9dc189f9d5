// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.RowSweep;
import org.rnnc.processor.schedule.Stage;

/** Sums over all steps and sequences, and over the steps of each sequence. */
final class TotalEmitter {
    private static final int ROWS = 8;

    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;
    /** What is written already: a model of many parameters has as many sums, most of them alike. */
    private final Map<List<Object>, String> known = new HashMap<>();

    TotalEmitter(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /** The sum of all rows, each element on its own. */
    KernelCall total(Node node, Memory memory) {
        List<Node> together = memory.layout().together(node);
        // Whichever of them comes first in the stage: others may be read before the last one's turn.
        if (together.stream().anyMatch(other -> other.id() < node.id())) {
            return KernelCall.of(CodeBlock.of(""));
        }
        Node leftmost = together.get(0);
        Node x = leftmost.input(0);
        Stage.Kind kind = Stage.Kind.of(x.domain());
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        Args.Ref out = args.ref(leftmost, "out");
        int offset = args.locate(x).offset();
        String values = args.rowsOf(x, "values");
        int width =
                together.stream().mapToInt(one -> context.padded(one.size())).sum();
        RowSweep sweep = memory.extent().sweep(kind);
        CodeBlock body = sweep.passes(
                ROWS,
                pass(true, width, offset, out, values),
                clear(out, width),
                pass(false, width, offset, out, values));
        return call("total_" + width, Comments.javadoc("out = the sum of values over all rows, " + sweep), args, body);
    }

    /** The sum over the steps of each sequence. */
    KernelCall sumSteps(Node node, Memory memory) {
        return overSteps(node, memory, "sum");
    }

    /** The largest value over the steps of each sequence, of each element. */
    KernelCall maxSteps(Node node, Memory memory) {
        return overSteps(node, memory, "max");
    }

    private KernelCall overSteps(Node node, Memory memory, String kind) {
        boolean sums = kind.equals("sum");
        Node x = node.input(0);
        Stage.Kind rows = Stage.Kind.of(x.domain());
        Args args = new Args(memory, rows, numbers);
        RowsRef place = args.locateAlone(node);
        Axis axis = x.domain().axis().orElseThrow();
        String results = args.shared(kind + "s", numbers.rows(), memory.seated(place.field(), axis));
        Args.Ref result = new Args.Ref(kind, place.offset());
        int offset = args.locate(x).offset();
        String values = args.rowsOf(x, "values");
        String sequences =
                args.shared("sequences", Extent.orderType(axis), memory.extent().order(axis));
        int width = context.padded(x.size());
        String method =
                sums ? addRows(false, 1, width, result.offset(), offset) : raise(width, result.offset(), offset);
        CodeBlock row = axis.isTree()
                ? CodeBlock.of("$L($L[$L.placeAt(row)], $L[row]);\n", method, results, sequences, values)
                : CodeBlock.of("$L($L[place], $L[$L.first(t) + place]);\n", method, results, values, sequences);
        RowSweep sweep = memory.extent().sweep(rows);
        CodeBlock body = CodeBlock.builder()
                .add(sums ? zeros(result, results, width) : lowest(result, results, width, sequences, axis))
                .add(
                        axis.isTree()
                                ? eachNode(sweep, sequences, row)
                                : eachStep(sweep, memory.extent().allSteps(axis), sequences, row))
                .build();
        String what = sums ? "the sum" : "the largest";
        CodeBlock equation = Comments.javadoc(results + " = " + what + " of values over the steps of each sequence");
        return call(kind + "Steps_" + width, equation, args, body);
    }

    private static CodeBlock eachStep(RowSweep sweep, Count steps, String sequences, CodeBlock row) {
        return CodeBlock.builder()
                .beginControlFlow(sweep.head("t", 0, steps.askedOf(new Variable(sequences))))
                .beginControlFlow("for (int place = 0; place < $L.count(t); place++)", sequences)
                .add(row)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static CodeBlock eachNode(RowSweep sweep, String trees, CodeBlock row) {
        return CodeBlock.builder()
                .beginControlFlow(sweep.head("row", 0, trees + ".rows()"))
                .add(row)
                .endControlFlow()
                .build();
    }

    /** The sum over the children of each node of a stage, whose rows lie side by side. */
    KernelCall sumChildren(Node node, Memory memory, Stage.Kind stage) {
        Node x = node.input(0);
        Axis axis = x.domain().axis().orElseThrow();
        Args args = new Args(memory, stage, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(stage));
        String first = args.shared(
                "first", TypeName.INT, stage.isLoop() ? memory.extent().first(node.domain()) : Index.ZERO);
        Args.Ref sum = new Args.Ref("sum", args.locate(node).offset());
        String sums = args.rowsOf(node, "sums");
        int offset = args.locate(x).offset();
        String values = args.rowsOf(x, "values");
        String from = args.shared(
                "childrenFrom",
                ArrayTypeName.of(TypeName.INT),
                Count.asked(memory.extent().children(axis), "from"));
        int width = context.padded(x.size());
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int node = $L; node < $L + rows; node++)", first, first)
                .addStatement("$T sum = $L[node]", numbers.row(), sums)
                .add(clear(sum, width))
                .beginControlFlow("for (int child = $L[node]; child < $L[node + 1]; child++)", from, from)
                .addStatement("$L(sum, $L[child])", addRows(false, 1, width, sum.offset(), offset), values)
                .endControlFlow()
                .endControlFlow()
                .build();
        CodeBlock equation = Comments.javadoc("sums = the sum of values over the children of each node");
        return call("sumChildren_" + width, equation, args, body);
    }

    private CodeBlock zeros(Args.Ref result, String results, int width) {
        return CodeBlock.builder()
                .beginControlFlow("for ($T $L : $L)", numbers.row(), result.array(), results)
                .add(clear(result, width))
                .endControlFlow()
                .build();
    }

    /** What every number is larger than; but 0 of the sequences that are empty, which come last. */
    private CodeBlock lowest(Args.Ref result, String results, int width, String sequences, Axis axis) {
        CodeBlock isThere = axis.isTree()
                ? CodeBlock.of("$L.lengthAt(place) > 0", sequences)
                : CodeBlock.of("place < $L.count(0)", sequences);
        return CodeBlock.builder()
                .beginControlFlow("for (int place = 0; place < $L.length; place++)", results)
                .addStatement("$T $L = $L[place]", numbers.row(), result.array(), results)
                .add(fill(result, width, CodeBlock.of("$L ? $T.NEGATIVE_INFINITY : 0", isThere, numbers.box())))
                .endControlFlow()
                .build();
    }

    private KernelCall call(String name, CodeBlock equation, Args args, CodeBlock body) {
        String method = library.method(name, equation, TypeName.VOID, KernelLibrary.parameters(args.all()), body);
        return library.callForRows(method, args, Count.ONE);
    }

    private RowSweep.Pass pass(boolean begin, int width, int offset, Args.Ref out, String values) {
        return (count, row) -> {
            String arguments = IntStream.range(0, count)
                    .mapToObj(i -> Element.of(values, row.apply(i)).toString())
                    .collect(Collectors.joining(", "));
            return CodeBlock.of(
                    "$L($L, $L);\n", addRows(begin, count, width, out.offset(), offset), out.array(), arguments);
        };
    }

    private String addRows(boolean begin, int rows, int width, int outOffset, int offset) {
        return known.computeIfAbsent(
                List.of(begin, rows, width, outOffset, offset),
                key -> writeAddRows(begin, rows, width, outOffset, offset));
    }

    private String writeAddRows(boolean begin, int rows, int width, int outOffset, int offset) {
        List<ParameterSpec> parameters = new ArrayList<>(List.of(KernelLibrary.parameter(numbers.row(), "out")));
        Element out = new Args.Ref("out", outOffset).at("j");
        StringBuilder sum = new StringBuilder(begin ? numbers.literal(0) : out.toString());
        for (int i = 0; i < rows; i++) {
            parameters.add(KernelLibrary.parameter(numbers.row(), "v" + i));
            sum.append(" + ").append(new Args.Ref("v" + i, offset).at("j"));
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .addStatement("$L = $L", out, sum)
                .endControlFlow()
                .build();
        CodeBlock equation = Comments.javadoc("out = " + (begin ? "" : "out + ") + "v0"
                + (rows == 1 ? "" : " + v1 + ... + v" + (rows - 1) + ", from the left"));
        String name = (begin ? "sumRows" : "addRows") + rows + "_" + width;
        return library.method(name, equation, TypeName.VOID, parameters, body);
    }

    private String raise(int width, int outOffset, int offset) {
        List<ParameterSpec> parameters =
                List.of(KernelLibrary.parameter(numbers.row(), "out"), KernelLibrary.parameter(numbers.row(), "v"));
        Element out = new Args.Ref("out", outOffset).at("j");
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .addStatement("$L = $T.max($L, $L)", out, Math.class, out, new Args.Ref("v", offset).at("j"))
                .endControlFlow()
                .build();
        return library.method("raise_" + width, Comments.javadoc("out = max(out, v)"), TypeName.VOID, parameters, body);
    }

    private CodeBlock clear(Args.Ref out, int width) {
        return fill(out, width, CodeBlock.of(numbers.literal(0)));
    }

    private static CodeBlock fill(Args.Ref out, int width, CodeBlock value) {
        return CodeBlock.of(
                "$T.fill($L, $L, $L, $L);\n",
                java.util.Arrays.class,
                out.array(),
                out.offset(),
                out.offset() + width,
                value);
    }
}
