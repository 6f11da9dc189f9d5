// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.plan.Stage;

/** Sums over all steps and sequences, and over the steps of each sequence. */
final class TotalEmitter {
    private static final int ROWS = 8;

    private final KernelLibrary library;
    private final Numbers numbers;

    TotalEmitter(KernelLibrary library, Numbers numbers) {
        this.library = library;
        this.numbers = numbers;
    }

    CodeBlock total(Node node, Memory memory, int steps, int batch) {
        Node x = node.input(0);
        Stage.Kind kind = x.domain() == Domain.STEP
                ? Stage.Kind.STEPS
                : x.domain() == Domain.SEQUENCE ? Stage.Kind.SEQUENCES : Stage.Kind.ONCE;
        int rows = kind == Stage.Kind.STEPS ? steps * batch : kind == Stage.Kind.SEQUENCES ? batch : 1;
        Args args = new Args(memory, kind, numbers);
        String out = args.ref(node).array();
        Locator.Location location = args.locate(x);
        String values = args.rowsOf(x);
        return call("totalOf", args, chain(new Rows(values, location, padded(x.size()), 1, ""), rows, out), values);
    }

    /** The sum over the steps of each sequence. */
    CodeBlock sumSteps(Node node, Memory memory, int steps, int batch) {
        Node x = node.input(0);
        Args args = new Args(memory, Stage.Kind.STEPS, numbers);
        Locator.Location location = args.locate(x);
        String values = args.rowsOf(x);
        String sums = args.rowsOf(node);
        Rows rows = new Rows(values, location, padded(x.size()), batch, batch == 1 ? "" : " + sequence");
        CodeBlock.Builder body = CodeBlock.builder();
        if (batch == 1) {
            body.add(chain(rows, steps, sums + "[0]"));
        } else {
            body.beginControlFlow("for (int sequence = 0; sequence < $L; sequence++)", batch)
                    .add(chain(rows, steps, sums + "[sequence]"))
                    .endControlFlow();
        }
        return call("sumStepsOf", args, body.build(), values);
    }

    private CodeBlock call(String prefix, Args args, CodeBlock body, String values) {
        String method = library.method(
                prefix + FieldNames.upper(values),
                CodeBlock.of(""),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
        return library.callForRows(method, args.all(), "1");
    }

    /**
     * The rows of one sum.
     *
     * @param stride from one row to the next
     * @param plus what is added to each index
     */
    private record Rows(String values, Locator.Location location, int width, int stride, String plus) {
        int first() {
            return location.first().isEmpty() ? 0 : Integer.parseInt(location.first());
        }

        /** Row {@code i} after {@code base}, which is a number or an expression. */
        String at(String base, int i) {
            return values + "[" + CombineEmitter.plus(base, i * stride) + plus + "]";
        }

        String index(int row) {
            return Integer.toString(first() + row * stride);
        }
    }

    /** Adds up {@code count} rows, each element on its own and in rising order. */
    private CodeBlock chain(Rows rows, int count, String out) {
        CodeBlock.Builder body = CodeBlock.builder();
        int initial = Math.min(count, ROWS);
        body.add(call(true, initial, rows, out, rows.index(0)));
        int full = (count - initial) / ROWS;
        int done = initial + full * ROWS;
        if (full > 0) {
            body.beginControlFlow(
                            "for (int row = $L; row < $L; row += $L)",
                            rows.index(initial),
                            rows.index(done),
                            ROWS * rows.stride())
                    .add(call(false, ROWS, rows, out, "row"))
                    .endControlFlow();
        }
        if (done < count) {
            body.add(call(false, count - done, rows, out, rows.index(done)));
        }
        return body.build();
    }

    private CodeBlock call(boolean begin, int count, Rows rows, String out, String base) {
        String arguments =
                IntStream.range(0, count).mapToObj(i -> rows.at(base, i)).collect(Collectors.joining(", "));
        String method = addRows(begin, count, rows.width(), rows.location().offset());
        return CodeBlock.of("$L($L, $L);\n", method, out, arguments);
    }

    private String addRows(boolean begin, int rows, int width, int offset) {
        List<Arg> args = new ArrayList<>(List.of(Arg.shared("out", numbers.row(), "")));
        StringBuilder sum = new StringBuilder(begin ? numbers.literal(0) : "out[j]");
        for (int i = 0; i < rows; i++) {
            args.add(Arg.shared("v" + i, numbers.row(), ""));
            sum.append(" + ").append(new Args.Ref("v" + i, offset).at("j"));
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .addStatement("out[j] = $L", sum)
                .endControlFlow()
                .build();
        String name = (begin ? "sumRows" : "addRows") + rows + "_" + width;
        return library.method(name, CodeBlock.of(""), TypeName.VOID, KernelLibrary.parameters(args), body);
    }

    private int padded(int size) {
        int alignment = numbers == Numbers.FLOAT ? 16 : 8;
        return (size + alignment - 1) / alignment * alignment;
    }
}
