// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.MatrixSumHint;
import org.rnnc.dsl.lower.context.Summand;
import org.rnnc.dsl.lower.expression.ChainFold.Link;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.SourceSpan;

/** A chain of {@code *} and {@code /}: each operand is lowered once, and then they are joined. */
final class ProductChain implements ChainFold.Joining<ProductChain.Operand> {
    record Operand(Expr expr, SourceSpan span, Summand part) {}

    private final Environment environment;
    private final Expr.Binary chain;
    private final List<Link<Operand>> links = new ArrayList<>();

    private ProductChain(Environment environment, Expr.Binary chain) {
        this.environment = environment;
        this.chain = chain;
    }

    /** The chain with its operands lowered; some may be poison. */
    static ProductChain read(Environment environment, Expr.Binary chain) {
        ProductChain read = new ProductChain(environment, chain);
        read.lowerOperands();
        return read;
    }

    static boolean is(Expr expr) {
        return expr instanceof Expr.Binary binary && is(binary.operator());
    }

    private static boolean is(Operator operator) {
        return operator == Operator.MULTIPLY || operator == Operator.DIVIDE;
    }

    boolean isPoison() {
        return links.stream().anyMatch(link -> link.operand().part().equals(Summand.POISON));
    }

    /** Whether all operands have a type, and none is poison. */
    boolean isComputable() {
        return !isPoison() && links.stream().allMatch(link -> type(link.operand()) != null);
    }

    /** The operands, which have types, by these, for readings that are only spoken of. */
    List<Link<TypedExpr>> typed() {
        return links.stream()
                .map(link -> new Link<>(
                        link.operator(),
                        new TypedExpr(link.operand().expr(), Objects.requireNonNull(type(link.operand())))))
                .toList();
    }

    Value value() {
        return value(join());
    }

    /** The whole, as a sum takes it in. */
    Summand join() {
        if (isPoison()) {
            return Summand.POISON;
        }
        for (Link<Operand> link : links) {
            if (type(link.operand()) == null) {
                ProductTypes.notNumeric(
                        environment, link.operand().expr(), value(link.operand().part()));
                return Summand.POISON;
            }
        }
        Operand whole = ChainFold.of(links, this);
        return whole == null ? Summand.POISON : whole.part();
    }

    private void lowerOperands() {
        Deque<Expr.Binary> open = new ArrayDeque<>();
        Expr first = chain;
        while (first instanceof Expr.Binary binary && is(binary)) {
            open.push(binary);
            first = binary.left();
        }
        List<Expr.Binary> rest = new ArrayList<>(open);
        int start = Math.min(chain.span().start(), first.span().start());
        SourceSpan span =
                new SourceSpan(first.span().source(), start, first.span().end());
        add(Operator.MULTIPLY, first, span, rest);
        for (int i = 0; i < rest.size(); i++) {
            Expr.Binary binary = rest.get(i);
            add(binary.operator(), binary.right(), right(binary), rest.subList(i + 1, rest.size()));
        }
    }

    /** @param rest the operators, with their right sides, behind this operand */
    private void add(Operator operator, Expr expr, SourceSpan span, List<Expr.Binary> rest) {
        Value value = environment.lower(expr, MatrixSumHint.context(links.isEmpty(), rest));
        links.add(new Link<>(operator, new Operand(expr, span, new Summand.Known(value))));
    }

    /** The right operand, with the parentheses around it. */
    private static SourceSpan right(Expr.Binary binary) {
        String text = binary.span().source().text();
        int end = Math.max(binary.span().end(), binary.right().span().end());
        int start = Math.min(binary.operatorSpan().end(), binary.right().span().start());
        while (start < binary.right().span().start() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return new SourceSpan(binary.span().source(), start, end);
    }

    @Override
    public @Nullable Type type(Operand operand) {
        return operand.part().type();
    }

    @Override
    public @Nullable Operand join(Operator operator, Operand left, Operand right) {
        SourceSpan span = left.span().to(right.span());
        Expr.Binary expr = new Expr.Binary(operator, left.expr(), right.expr(), span, span);
        Value a = value(left.part());
        Value b = value(right.part());
        if (a == Value.POISON || b == Value.POISON) {
            return null;
        }
        Summand part = new Products(environment).join(a, b, new ProductTypes(environment, expr, whole()));
        return part.equals(Summand.POISON) ? null : new Operand(expr, span, part);
    }

    private ProductTypes.Whole whole() {
        return links.size() == 2
                ? ProductTypes.Whole.NONE
                : new ProductTypes.Whole(Optional.of(chain.span()), new ChainHints(typed()).hint());
    }

    private Value value(Summand part) {
        return part instanceof Summand.Computed computed
                ? environment.value(computed.type(), environment.builder().sum(List.of(computed.term())))
                : ((Summand.Known) part).value();
    }
}
