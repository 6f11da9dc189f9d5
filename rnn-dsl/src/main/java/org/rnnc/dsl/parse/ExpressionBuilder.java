// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnBaseVisitor;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.SourceSpan;

/** Turns the parser's expressions into {@link Expr}. */
final class ExpressionBuilder extends RnnBaseVisitor<Expr> {
    private static final Map<Integer, Operator> OPERATORS = Map.of(
            RnnParser.PLUS, Operator.ADD,
            RnnParser.MINUS, Operator.SUBTRACT,
            RnnParser.STAR, Operator.MULTIPLY,
            RnnParser.HADAMARD, Operator.HADAMARD,
            RnnParser.SLASH, Operator.DIVIDE,
            RnnParser.HADAMARD_DIVIDE, Operator.HADAMARD_DIVIDE);

    private final SyntaxErrors report;
    private final IndexReader indexReader;

    ExpressionBuilder(SyntaxErrors report) {
        this.report = report;
        this.indexReader = new IndexReader(report);
    }

    Name name(ParserRuleContext context) {
        return new Name(context.getText(), span(context));
    }

    List<Name> names(RnnParser.NamesContext context) {
        return context.name().stream().map(this::name).toList();
    }

    SourceSpan span(ParserRuleContext context) {
        Token stop = context.getStop() == null ? context.getStart() : context.getStop();
        return report.span(context.getStart(), stop);
    }

    @Override
    public Expr visitExpression(RnnParser.ExpressionContext context) {
        Expr flow = visit(context.operation());
        // A layer's name belongs to the stage it follows, not to the stage of the same number.
        for (var child : context.children) {
            if (child instanceof RnnParser.StageContext stage) {
                Expr built = visitStage(stage);
                flow = new Expr.Pipe(flow, built, Optional.empty(), flow.span().to(built.span()));
            } else if (child instanceof RnnParser.LayerContext layer && flow instanceof Expr.Pipe pipe) {
                SourceSpan named = pipe.span().to(span(layer));
                flow = new Expr.Pipe(pipe.input(), pipe.stage(), Optional.of(name(layer.name())), named);
            }
        }
        return flow;
    }

    @Override
    public Expr visitStage(RnnParser.StageContext context) {
        return nameOrCall(dotted(context.name()), context.arguments(), span(context));
    }

    /** One name, whose text has its points. */
    private Name dotted(List<RnnParser.NameContext> names) {
        List<Name> parts = names.stream().map(this::name).toList();
        SourceSpan span = parts.get(0).span().to(parts.get(parts.size() - 1).span());
        return new Name(parts.stream().map(Name::text).collect(Collectors.joining(".")), span);
    }

    @Override
    public Expr visitOperand(RnnParser.OperandContext context) {
        return visit(context.primary());
    }

    @Override
    public Expr visitNegation(RnnParser.NegationContext context) {
        return new Expr.Negation(visit(context.operation()), span(context));
    }

    @Override
    public Expr visitBinary(RnnParser.BinaryContext context) {
        Operator operator = Objects.requireNonNull(OPERATORS.get(context.sign.getType()));
        Expr left = visit(context.operation(0));
        Expr right = visit(context.operation(1));
        return new Expr.Binary(operator, left, right, report.span(context.sign, context.sign), span(context));
    }

    @Override
    public Expr visitNumber(RnnParser.NumberContext context) {
        return number(context.NUMBER());
    }

    Expr number(TerminalNode number) {
        String text = number.getText();
        double value = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(value)) {
            report.error(
                    Code.NUMBER_RANGE, number.getSymbol(), "this number is too large", "the largest is about 1.8e308");
        } else if (value == 0 && hasSignificantDigit(text)) {
            report.error(
                    Code.NUMBER_RANGE,
                    number.getSymbol(),
                    "this number is too small",
                    "the smallest is about 4.9e-324");
        }
        return new Expr.Number(value, text, report.span(number.getSymbol(), number.getSymbol()));
    }

    @Override
    public Expr visitNamed(RnnParser.NamedContext context) {
        if (context.RANGE() != null) {
            return new Expr.Slice(
                    name(context.name()), visit(context.expression(0)), visit(context.expression(1)), span(context));
        }
        if (!context.expression().isEmpty()) {
            Expr.Index index = indexReader.read(visit(context.expression(0)));
            return new Expr.Indexed(name(context.name()), index, span(context));
        }
        return nameOrCall(name(context.name()), context.arguments(), span(context));
    }

    @Override
    public Expr visitMember(RnnParser.MemberContext context) {
        if (context.arguments() != null) {
            return nameOrCall(dotted(context.name()), context.arguments(), span(context));
        }
        return new Expr.Member(new Path(context.name().stream().map(this::name).toList(), span(context)));
    }

    List<Path> paths(RnnParser.PathsContext context) {
        return context.path().stream()
                .map(path -> new Path(path.name().stream().map(this::name).toList(), span(path)))
                .toList();
    }

    @Override
    public Expr visitGrouped(RnnParser.GroupedContext context) {
        return visit(context.expression());
    }

    private Expr nameOrCall(Name name, RnnParser.ArgumentsContext arguments, SourceSpan span) {
        if (arguments == null) {
            return new Expr.Reference(name);
        }
        return new Expr.Call(
                name, arguments.argument().stream().map(this::argument).toList(), span);
    }

    private Expr.Argument argument(RnnParser.ArgumentContext context) {
        Optional<Name> name = Optional.ofNullable(context.name()).map(this::name);
        Expr value = visit(context.expression());
        return new Expr.Argument(
                name, context.repetition() == null ? value : repetition(value, context.repetition()), span(context));
    }

    private Expr repetition(Expr body, RnnParser.RepetitionContext context) {
        return new Expr.Repetition(
                body,
                name(context.name()),
                visit(context.expression(0)),
                visit(context.expression(1)),
                body.span().to(span(context)));
    }

    private static boolean hasSignificantDigit(String number) {
        for (int i = 0; i < number.length() && Character.toLowerCase(number.charAt(i)) != 'e'; i++) {
            if (number.charAt(i) >= '1' && number.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }
}
