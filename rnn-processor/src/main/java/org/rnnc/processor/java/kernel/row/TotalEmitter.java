// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Arg;
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
    private static final List<String> FACTORS = List.of("x", "y");

    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final RowSums rowSums;

    TotalEmitter(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
        this.rowSums = new RowSums(context);
    }

    /** The sum of all rows, each element on its own; within a loop its rows are added to what there is of it. */
    KernelCall total(Node node, Memory memory, Stage.Kind stage) {
        return stage.isLoop() ? ofStep(node, memory, stage) : ofAll(node, memory);
    }

    private KernelCall ofAll(Node node, Memory memory) {
        List<Node> together = node.inputs().size() > 1 ? List.of(node) : memory.together(node);
        if (together.isEmpty()) {
            return KernelCall.of(CodeBlock.of(""));
        }
        Node leftmost = together.get(0);
        Stage.Kind kind = Stage.Kind.of(leftmost.input(0).domain());
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        Args.Ref out = args.ref(leftmost, "out");
        boolean products = leftmost.inputs().size() > 1;
        List<Args.Ref> values = new ArrayList<>();
        for (Node value : leftmost.inputs()) {
            String name = products ? FACTORS.get(values.size()) : "values";
            values.add(new Args.Ref(args.rowsOf(value, name), args.locate(value).offset()));
        }
        int width = context.padded(together);
        RowSums.Summand summand = summand(width, out, values);
        List<Expression> places = places(args, values);
        RowSums.Passed passed =
                row -> Stream.concat(values.stream().map(value -> Element.of(value.array(), row)), places.stream())
                        .toList();
        RowSweep sweep = memory.extent().sweep(kind);
        CodeBlock body = CodeBlock.builder()
                .add(clear(out, width))
                .add(sweep.passes(summand.most(), rowSums.pass(summand, out.array(), passed)))
                .build();
        String what = products ? "x * y" : "values";
        CodeBlock equation = Comments.javadoc("out = the sum of " + what + " over all rows, " + sweep);
        return call((products ? "totalOfProducts_" : "total_") + width, equation, args, body);
    }

    private static RowSums.Summand summand(int width, Args.Ref out, List<Args.Ref> values) {
        return values.size() > 1
                ? RowSums.Summand.ofProducts(width, out.offset(), areWhole(values))
                : RowSums.Summand.ofValues(width, out.offset(), values.get(0).offset());
    }

    private static boolean areWhole(List<Args.Ref> values) {
        return values.stream().allMatch(value -> value.offset() == 0);
    }

    /** Where factors begin in their rows, if not at the beginning: one method serves all of those. */
    private static List<Expression> places(Args args, List<Args.Ref> values) {
        return values.size() > 1 && !areWhole(values)
                ? values.stream()
                        .<Expression>map(value -> new Variable(args.first(value)))
                        .toList()
                : List.of();
    }

    private KernelCall ofStep(Node node, Memory memory, Stage.Kind stage) {
        Args args = new Args(memory, stage, numbers);
        Args.Ref out = args.ref(node, "out");
        List<Args.Ref> values = new ArrayList<>();
        for (Node value : node.inputs()) {
            values.add(args.ref(value, node.inputs().size() > 1 ? FACTORS.get(values.size()) : "v"));
        }
        RowSums.Summand summand = summand(context.padded(node.size()), out, values);
        places(args, values); // arguments behind the rows, as the method has them
        List<Arg> others = args.all().subList(1, args.all().size());
        return library.callForRows(
                rowSums.method(1, summand),
                args,
                memory.extent().rows(stage),
                many -> memory.extent()
                        .sweep(stage)
                        .passes(
                                summand.most(),
                                rowSums.pass(
                                        summand,
                                        out.array(),
                                        row -> others.stream()
                                                .map(arg -> many.of(arg, row))
                                                .toList())));
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
        String method = sums ? rowSums.adding(width, result.offset(), offset) : raise(width, result.offset(), offset);
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
                .addStatement("$L(sum, $L[child])", rowSums.adding(width, sum.offset(), offset), values)
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
