// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Literals;

/**
 * The body of an element-wise kernel while it is written: a statement for each value that has a name, is stored, or is
 * used more than once; all others stand within the expressions they are a part of.
 */
final class ElementwiseBody {
    /** Expressions that are longer are divided. */
    private static final int LONG = 80;

    private final Kernel.Elementwise kernel;
    private final Args args;
    private final KernelNames names;
    private final Labels labels;
    private final EmissionContext context;
    private final ScalarType numbers;
    private final ElementFunctions functions;
    private final Index index;
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Formula> known = new HashMap<>();
    private final CodeBlock.Builder before = CodeBlock.builder();
    private final CodeBlock.Builder each = CodeBlock.builder();

    ElementwiseBody(Kernel.Elementwise kernel, Args args, KernelNames names, Labels labels, EmissionContext context) {
        this.kernel = kernel;
        this.args = args;
        this.names = names;
        this.labels = labels;
        this.context = context;
        this.numbers = context.numbers();
        this.functions = new ElementFunctions(numbers);
        this.index = kernel.size() == 1 ? Index.ZERO : Index.of("j");
        for (Node node : kernel.nodes()) {
            boolean sure = functions.wantsVariables(node.op());
            node.inputs().forEach(input -> uses.merge(input, sure ? 2 : 1, Integer::sum));
        }
    }

    CodeBlock write() {
        nameRows();
        for (Node node : kernel.nodes()) {
            add(node);
        }
        if (kernel.size() == 1) {
            return before.add(each.build()).build();
        }
        return before.beginControlFlow("for (int j = 0; j < $L; j++)", context.padded(kernel.size()))
                .add(each.build())
                .endControlFlow()
                .build();
    }

    /** Outputs come first among the parameters, as in any kernel; values in one row share one. */
    private void nameRows() {
        Map<RowsRef, List<Node>> results = new LinkedHashMap<>();
        for (Node node : kernel.outputs()) {
            results.computeIfAbsent(args.locate(node).whole(), key -> new ArrayList<>())
                    .add(node);
        }
        results.values().forEach(row -> args.ref(row.get(0), names.ofRow(row) + "Out"));
        Map<RowsRef, List<Node>> read = new LinkedHashMap<>();
        for (Node node : kernel.inputs()) {
            if (!Literals.isLiteral(node)) {
                read.computeIfAbsent(args.locate(node).whole(), key -> new ArrayList<>())
                        .add(node);
            }
        }
        read.values().forEach(row -> args.ref(row.get(0), names.ofRow(row) + (isScalar(row.get(0)) ? "Row" : "")));
    }

    /** Whether it is one number for all elements. */
    private boolean isScalar(Node node) {
        return node.isVector() && node.size() == 1 && kernel.size() > 1;
    }

    private void add(Node node) {
        boolean stored = kernel.outputs().contains(node);
        int readers = uses.getOrDefault(node, 0);
        Formula value = formula(node);
        if (node.op() instanceof Op.Broadcast && !stored) {
            known.put(node, value);
        } else if (readers == 0) {
            each.addStatement("$L = $L", args.ref(node).at(index), value.code());
        } else if (stored || readers > 1 || labels.isNamed(node) || value.length() > LONG) {
            String local = args.local(names.of(node));
            known.put(node, Formula.of(local));
            each.addStatement("$T $L = $L", numbers.type(), local, value.code());
            if (stored) {
                each.addStatement("$L = $L", args.ref(node).at(index), local);
            }
        } else {
            known.put(node, value);
        }
    }

    private Formula formula(Node node) {
        return functions.apply(
                (Op.Elementwise) node.op(),
                node.inputs().stream().map(this::operand).toList());
    }

    private Formula operand(Node node) {
        Formula value = known.get(node);
        if (value != null) {
            return value;
        }
        OptionalDouble literal = Literals.valueOf(node);
        if (literal.isPresent()) {
            return Formula.literal(numbers, literal.getAsDouble());
        }
        Args.Ref ref = args.ref(node);
        if (isScalar(node)) {
            String scalar = args.local(names.of(node));
            before.addStatement("$T $L = $L", numbers.type(), scalar, ref.at(0));
            known.put(node, Formula.of(scalar));
            return known.get(node);
        }
        return Formula.of(ref.at(index).toString());
    }
}
