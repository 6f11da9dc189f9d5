// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.schedule.Stage;

/** Rows that there is one of for each token: looked up, and summed up by the token. */
final class TokenEmitter {
    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;
    private final RowSums sums;

    TokenEmitter(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
        this.sums = new RowSums(context);
    }

    /** What there is for a token, of all values that lie side by side. */
    KernelCall ofToken(Node node, Memory memory, Stage.Kind stage) {
        List<Node> together = memory.together(node);
        if (together.isEmpty()) {
            return KernelCall.of(CodeBlock.of(""));
        }
        Node leftmost = together.get(0);
        Args args = new Args(memory, stage, numbers);
        Args.Ref out = args.ref(leftmost, "out");
        Args.Ref token = args.ref(leftmost.input(1), "token");
        RowsRef values = memory.locate(leftmost.input(0), stage);
        String rows = args.shared("values", numbers.rows(), values.field());
        int width = context.padded(together);
        CodeBlock body = CodeBlock.of(
                "$T.arraycopy($L[$L], $L, $L, $L, $L);\n",
                System.class,
                rows,
                token.array(),
                args.first(new Args.Ref(rows, values.offset())),
                out.array(),
                args.first(out),
                width);
        String method = library.method(
                "ofToken_" + width,
                Comments.javadoc("out = values[token]"),
                TypeName.VOID,
                KernelLibrary.parameters(args.all()),
                body);
        return library.callForRows(method, args, memory.extent().rows(stage));
    }

    /** For each token the sum over all rows that have it, of all values that lie side by side. */
    KernelCall sumTokens(Node node, Memory memory) {
        List<Node> together = memory.together(node);
        if (together.isEmpty()) {
            return KernelCall.of(CodeBlock.of(""));
        }
        Node leftmost = together.get(0);
        Stage.Kind kind = Stage.Kind.of(leftmost.input(1).domain());
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        RowsRef place = memory.locate(leftmost, kind);
        String rows = args.shared("sums", numbers.rows(), place.field());
        String values = args.rowsOf(leftmost.input(0), "values");
        RowsRef added = args.locate(leftmost.input(0));
        String tokens = args.shared(
                "tokens",
                ArrayTypeName.of(TypeName.INT),
                args.locate(leftmost.input(1)).field());
        int width = context.padded(together);
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for ($T sum : $L)", numbers.row(), rows)
                .addStatement(
                        "$T.fill(sum, $L, $L, $L)",
                        java.util.Arrays.class,
                        place.offset(),
                        place.offset() + width,
                        numbers.literal(0))
                .endControlFlow()
                .beginControlFlow(memory.extent().sweep(kind).head("row", 0, "rows"))
                .addStatement(
                        "$L($L[$L[row]], $L[$L])",
                        sums.adding(width, place.offset(), added.offset()),
                        rows,
                        tokens,
                        values,
                        added.isEach() ? "row" : "0")
                .endControlFlow()
                .build();
        CodeBlock equation = Comments.javadoc("sums[token] = the sum of values over all rows with that token, "
                + memory.extent().sweep(kind));
        String method = library.method(
                "sumTokens_" + width, equation, TypeName.VOID, KernelLibrary.parameters(args.all()), body);
        return library.callForRows(method, args, Count.ONE);
    }
}
