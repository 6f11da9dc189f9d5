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
        int first = location.first().isEmpty() ? 0 : Integer.parseInt(location.first());
        CodeBlock.Builder body = CodeBlock.builder();
        int width = padded(x.size());
        int initial = Math.min(rows, ROWS);
        body.add(call(true, initial, width, location.offset(), out, values, Integer.toString(first)));
        int full = (rows - initial) / ROWS;
        if (full > 0) {
            body.beginControlFlow(
                            "for (int row = $L; row < $L; row += $L)",
                            first + initial,
                            first + initial + full * ROWS,
                            ROWS)
                    .add(call(false, ROWS, width, location.offset(), out, values, "row"))
                    .endControlFlow();
        }
        int done = initial + full * ROWS;
        if (done < rows) {
            body.add(call(false, rows - done, width, location.offset(), out, values, Integer.toString(first + done)));
        }
        String method = library.method(
                "totalOf" + FieldNames.upper(values),
                CodeBlock.of(""),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body.build());
        return library.callForRows(method, args.all(), "1");
    }

    private CodeBlock call(boolean begin, int rows, int width, int offset, String out, String values, String base) {
        String arguments = IntStream.range(0, rows)
                .mapToObj(i -> values + "[" + CombineEmitter.plus(base, i) + "]")
                .collect(Collectors.joining(", "));
        return CodeBlock.of("$L($L, $L);\n", addRows(begin, rows, width, offset), out, arguments);
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
