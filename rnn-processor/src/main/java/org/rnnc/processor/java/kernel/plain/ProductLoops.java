// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.RowParameters;
import org.rnnc.processor.java.kernel.vector.ProductSum;

/**
 * The loops of products. For one row of operands all its numbers are gone through once. For many rows the loops change
 * places: a few rows of weights, which the first-level cache holds, serve all rows of a block before the next ones are
 * read. Each result is the same chain either way.
 */
final class ProductLoops {
    /** Rows of a block: so many rows of results stay in the second-level cache from one pass to the next. */
    private static final int BLOCK = 32;

    private final CombineEmitter combine;
    private final KernelLibrary library;
    private final ScalarType numbers;

    ProductLoops(EmissionContext context, CombineEmitter combine) {
        this.combine = combine;
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /**
     * Some results of a product.
     *
     * @param rowOffset where in a row of weights those begin that they are made with
     * @param count how many there are, without padding
     */
    record Work(ProductSum sum, int rowOffset, int count) {
        /** With padding, but for a single number, which takes no loop. */
        CombineEmitter.Interval interval() {
            int begin = sum.start().orElse(sum.out()).offset();
            int width = count == 1 ? 1 : sum.width();
            return new CombineEmitter.Interval(sum.out().offset(), rowOffset, begin, width);
        }

        /** @param x the rows that the factors are in, one for each output */
        CombineEmitter.Operands operands(ProductSum.Operand operand, List<String> x) {
            return new CombineEmitter.Operands(
                    operand.count(),
                    index -> Element.of(sum.panels(), index.plus(operand.first())),
                    x.stream()
                            .map(row -> (CombineEmitter.Operand)
                                    new Args.Ref(row, operand.x().offset())::at)
                            .toList());
        }
    }

    /** The statements for one row. */
    CodeBlock row(Work work) {
        ProductSum sum = work.sum();
        List<CombineEmitter.Operands> operands = sum.operands().stream()
                .map(operand -> work.operands(operand, List.of(operand.x().array())))
                .toList();
        String begin = sum.start().map(Args.Ref::array).orElseGet(() -> zeros(work, 0));
        CombineEmitter.Output output = new CombineEmitter.Output(sum.out().array(), begin);
        CombineEmitter.Chains chains =
                new CombineEmitter.Chains(operands, work.interval(), List.of(output), sum.blocked());
        CodeBlock.Builder code = CodeBlock.builder();
        sum.copies().forEach(copy -> code.add(copy(copy)));
        return code.add(combine.passes(chains, (used, pass) -> pass)).build();
    }

    /** What chains begin with that begin at zero. */
    private String zeros(Work work, int output) {
        CombineEmitter.Interval interval = work.interval();
        return library.zeros(output + 1, interval.startOffset() + interval.width()) + "[" + output + "]";
    }

    /** Brings together what chains begin with. */
    static CodeBlock copy(ProductSum.Copy copy) {
        return copy(copy, copy.from().array(), copy.to().array());
    }

    private static CodeBlock copy(ProductSum.Copy copy, Object from, Object to) {
        return CodeBlock.of(
                "$T.arraycopy($L, $L, $L, $L, $L);\n",
                System.class,
                from,
                copy.from().offset(),
                to,
                copy.to().offset(),
                copy.width());
    }

    /**
     * The statements for many rows.
     *
     * @param method the one for one row
     */
    CodeBlock rows(String method, List<Work> all, List<Arg> args, RowParameters parameters) {
        ManyRows rows = new ManyRows(args, parameters);
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement("int pairs = $1L - $1L % 2", parameters.rows())
                .beginControlFlow("for (int first = 0; first < pairs; first += $L)", BLOCK)
                .addStatement("int end = $T.min(pairs, first + $L)", Math.class, BLOCK);
        all.forEach(work -> code.add(rows.write(work)));
        return code.endControlFlow()
                .beginControlFlow("if (pairs < $L)", parameters.rows())
                .addStatement("$L($L)", method, parameters.passed(Index.of("pairs")))
                .endControlFlow()
                .build();
    }

    private final class ManyRows {
        private final Map<String, Arg> args;
        private final RowParameters parameters;

        ManyRows(List<Arg> args, RowParameters parameters) {
            this.args = args.stream().collect(Collectors.toMap(Arg::name, arg -> arg));
            this.parameters = parameters;
        }

        private Arg arg(String name) {
            return Objects.requireNonNull(args.get(name), name);
        }

        /** The row of an argument, or the one after it. */
        private String of(Args.Ref ref, int after) {
            return of(arg(ref.array()), after);
        }

        private String of(Arg arg, int after) {
            return parameters.of(arg, Index.of(parameters.row()).plus(after)).toString();
        }

        /** What a row is called that several numbers are read of. */
        private String local(Arg arg, int after) {
            return arg.hasRows() ? arg.name() + (after == 0 ? "Row" : "Next") : arg.name();
        }

        CodeBlock write(Work work) {
            ProductSum sum = work.sum();
            Map<CombineEmitter.Operands, Arg> arrays = new HashMap<>();
            List<CombineEmitter.Operands> operands = sum.operands().stream()
                    .map(operand -> {
                        Arg arg = arg(operand.x().array());
                        CombineEmitter.Operands some = work.operands(operand, List.of(local(arg, 0), local(arg, 1)));
                        arrays.put(some, arg);
                        return some;
                    })
                    .toList();
            Arg out = arg(sum.out().array());
            CombineEmitter.Chains chains = new CombineEmitter.Chains(
                    operands,
                    work.interval(),
                    IntStream.range(0, 2)
                            .mapToObj(i -> new CombineEmitter.Output(local(out, i), begin(work, i)))
                            .toList(),
                    sum.blocked());
            CombineEmitter.Chains afterCopies = copies(work).isEmpty() ? chains : chains.inPlace();
            return copies(copies(work))
                    .add(combine.passes(afterCopies, (used, pass) -> {
                        Set<Arg> read = new LinkedHashSet<>(Set.of(out));
                        used.forEach(some -> read.add(Objects.requireNonNull(arrays.get(some))));
                        return pairs(read, pass);
                    }))
                    .build();
        }

        private String begin(Work work, int after) {
            return work.sum().start().map(start -> of(start, after)).orElseGet(() -> zeros(work, after));
        }

        /** What is copied first to where sums are to be: also what two sums would begin with that must begin apart. */
        private List<ProductSum.Copy> copies(Work work) {
            ProductSum sum = work.sum();
            return begin(work, 0).equals(begin(work, 1))
                    ? List.of(new ProductSum.Copy(sum.start().orElseThrow(), sum.out(), sum.width()))
                    : sum.copies();
        }

        private CodeBlock.Builder copies(List<ProductSum.Copy> copies) {
            CodeBlock.Builder code = CodeBlock.builder();
            if (!copies.isEmpty()) {
                code.beginControlFlow("for (int $1L = first; $1L < end; $1L++)", parameters.row());
                copies.forEach(copy -> code.add(copy(copy, of(copy.from(), 0), of(copy.to(), 0))));
                code.endControlFlow();
            }
            return code;
        }

        private CodeBlock pairs(Set<Arg> read, CodeBlock work) {
            CodeBlock.Builder code = CodeBlock.builder()
                    .beginControlFlow("for (int $1L = first; $1L < end; $1L += 2)", parameters.row());
            for (Arg arg : read) {
                for (int after = 0; after < 2 && arg.hasRows(); after++) {
                    code.addStatement("$T $L = $L", numbers.row(), local(arg, after), of(arg, after));
                }
            }
            return code.add(work).endControlFlow().build();
        }
    }
}
