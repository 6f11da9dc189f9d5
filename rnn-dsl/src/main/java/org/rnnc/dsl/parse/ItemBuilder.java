// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.RuleNode;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnBaseVisitor;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.TypeSyntax;

/**
 * Turns the parser's statements into {@link Item}s: several for a statement of several groups, none for one that could
 * not be read.
 */
final class ItemBuilder extends RnnBaseVisitor<List<Item>> {
    private final SyntaxErrors report;
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final TrainOptionBuilder options;

    ItemBuilder(SyntaxErrors report) {
        this.report = report;
        this.expressions = new ExpressionBuilder(report);
        this.types = new TypeBuilder(report, expressions);
        this.options = new TrainOptionBuilder(report, expressions);
    }

    List<Item> items(List<RnnParser.ItemContext> contexts) {
        return contexts.stream().flatMap(item -> visitItem(item).stream()).toList();
    }

    ExpressionBuilder expressions() {
        return expressions;
    }

    @Override
    public List<Item> visitItem(RnnParser.ItemContext context) {
        return context.getChildCount() == 1 && context.getChild(0) instanceof RuleNode statement
                ? visit(statement)
                : List.of();
    }

    @Override
    public List<Item> visitInputItem(RnnParser.InputItemContext context) {
        List<Item.Declared> declared = new ArrayList<>();
        for (RnnParser.DeclaredContext group : readable(context.declared())) {
            types.read(group.type())
                    .ifPresent(type -> expressions
                            .names(group.names())
                            .forEach(
                                    name -> declared.add(new Item.Declared(name, type, frequency(group.frequency())))));
        }
        return declared.isEmpty() ? List.of() : List.of(new Item.Input(declared, expressions.span(context)));
    }

    private Optional<Item.Frequency> frequency(RnnParser.@Nullable FrequencyContext said) {
        return Optional.ofNullable(said)
                .filter(context -> context.name() != null)
                .map(context -> new Item.Frequency(
                        expressions.name(context.name()),
                        Optional.ofNullable(context.axis()).map(expressions::name)));
    }

    @Override
    public List<Item> visitParamItem(RnnParser.ParamItemContext context) {
        return readable(context.paramGroup()).stream()
                .flatMap(group -> types.read(group.type()).map(type -> param(group, type)).stream())
                .toList();
    }

    private Item param(RnnParser.ParamGroupContext group, TypeSyntax type) {
        Optional<Name> fileName = Optional.empty();
        Optional<Expr> start = Optional.empty();
        Optional<Name> condition = Optional.empty();
        for (RnnParser.ParamClauseContext clause : group.paramClause()) {
            if (clause instanceof RnnParser.FileNameClauseContext as) {
                fileName = once(fileName, expressions.name(as.name()), clause);
            } else if (clause instanceof RnnParser.StartClauseContext from) {
                start = once(start, expressions.visit(from.expression()), clause);
            } else if (clause instanceof RnnParser.ConditionClauseContext when) {
                condition = once(condition, expressions.name(when.name()), clause);
            }
        }
        return new Item.Param(
                expressions.names(group.names()),
                type,
                fileName,
                start,
                condition.map(Expr.Reference::new),
                expressions.span(group));
    }

    private <T> Optional<T> once(Optional<T> before, T value, RnnParser.ParamClauseContext clause) {
        if (before.isPresent()) {
            String word = clause.getStart().getText();
            report.error(
                    Code.REPEATED_CLAUSE,
                    expressions.span(clause),
                    "`" + word + "` is given twice for the same parameters",
                    "a clause belongs to the names of its own group, since the last comma after a type");
        }
        return Optional.of(value);
    }

    @Override
    public List<Item> visitStateItem(RnnParser.StateItemContext context) {
        return readable(context.stateGroup()).stream()
                .flatMap(group -> types.read(group.type()).map(type -> state(group, type)).stream())
                .toList();
    }

    private Item state(RnnParser.StateGroupContext group, TypeSyntax type) {
        Optional<Expr> start = Optional.ofNullable(group.expression()).map(expressions::visit);
        return new Item.State(expressions.names(group.names()), type, start, expressions.span(group));
    }

    /** An output whose value cannot be read is kept: its name, and its type if it has one, are wanted for stubs. */
    @Override
    public List<Item> visitOutputItem(RnnParser.OutputItemContext context) {
        return context.outputGroup().stream().flatMap(this::output).toList();
    }

    private Stream<Item> output(RnnParser.OutputGroupContext group) {
        if (group.name() == null || isBroken(group.name())) {
            return Stream.empty();
        }
        Optional<TypeSyntax> type =
                Optional.ofNullable(group.type()).filter(this::isReadable).flatMap(types::read);
        Optional<Expr> value =
                Optional.ofNullable(group.expression()).filter(this::isReadable).map(expressions::visit);
        return Stream.of(new Item.Output(
                expressions.name(group.name()), type, frequency(group.frequency()), value, expressions.span(group)));
    }

    @Override
    public List<Item> visitLossItem(RnnParser.LossItemContext context) {
        return isBroken(context)
                ? List.of()
                : List.of(new Item.Loss(expressions.visit(context.expression()), expressions.span(context)));
    }

    @Override
    public List<Item> visitPrecisionItem(RnnParser.PrecisionItemContext context) {
        return isBroken(context)
                ? List.of()
                : List.of(new Item.PrecisionChoice(expressions.name(context.name()), expressions.span(context)));
    }

    @Override
    public List<Item> visitEquation(RnnParser.EquationContext context) {
        return isBroken(context)
                ? List.of()
                : List.of(new Item.Equation(
                        expressions.name(context.name()),
                        expressions.visit(context.expression()),
                        expressions.span(context)));
    }

    @Override
    public List<Item> visitTrainItem(RnnParser.TrainItemContext context) {
        if (context.trainBlock() == null) {
            return List.of();
        }
        SourceSpan span = expressions.span(context);
        return List.of(
                new Item.Train(options.options(readable(context.trainBlock().trainOption())), span));
    }

    private <T extends ParserRuleContext> List<T> readable(List<T> contexts) {
        return contexts.stream().filter(this::isReadable).toList();
    }

    private boolean isReadable(ParserRuleContext context) {
        return !isBroken(context);
    }

    /** Whether the parser gave up inside of it. It then gave up everything around it as well, up to the statement. */
    private boolean isBroken(ParserRuleContext context) {
        return context.exception != null;
    }
}
