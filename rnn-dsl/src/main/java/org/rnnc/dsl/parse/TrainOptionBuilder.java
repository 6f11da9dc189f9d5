// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.grammar.RnnBaseVisitor;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.TrainOption;

/** Turns the statements of a train block into {@link TrainOption}s. */
final class TrainOptionBuilder extends RnnBaseVisitor<TrainOption> {
    private final SyntaxErrors report;
    private final ExpressionBuilder expressions;

    TrainOptionBuilder(SyntaxErrors report, ExpressionBuilder expressions) {
        this.report = report;
        this.expressions = expressions;
    }

    List<TrainOption> options(List<RnnParser.TrainOptionContext> contexts) {
        return contexts.stream().map(this::visit).toList();
    }

    @Override
    public TrainOption visitWindowOption(RnnParser.WindowOptionContext context) {
        Optional<Name> rule = Optional.empty();
        Optional<Expr> backward = Optional.empty();
        List<TrainOption.AxisSteps> axes = new ArrayList<>();
        RnnParser.WindowLengthContext length = context.windowLength();
        if (length.axisSteps() != null) {
            axes.add(axisSteps(length.axisSteps()));
        }
        for (RnnParser.WindowClauseContext clause : context.windowClause()) {
            if (clause instanceof RnnParser.StateClauseContext state) {
                rule = once(rule, stateRule(state.stateRule()), clause);
            } else if (clause instanceof RnnParser.BackwardClauseContext back) {
                backward = once(backward, expressions.visit(back.expression()), clause);
            } else if (clause instanceof RnnParser.AxisClauseContext axis) {
                axes.add(axisSteps(axis.axisSteps()));
            }
        }
        Optional<Expr> steps = Optional.ofNullable(length.expression()).map(expressions::visit);
        return new TrainOption.Window(steps, axes, rule, backward, expressions.span(context));
    }

    private TrainOption.AxisSteps axisSteps(RnnParser.AxisStepsContext context) {
        return new TrainOption.AxisSteps(expressions.name(context.axis()), expressions.number(context.NUMBER()));
    }

    private <T> Optional<T> once(Optional<T> before, T value, RnnParser.WindowClauseContext clause) {
        if (before.isPresent()) {
            report.error(
                    Code.REPEATED_CLAUSE,
                    expressions.span(clause),
                    "this is said twice of the window",
                    "for example: window 100, backward 25, carry state");
        }
        return Optional.of(value);
    }

    private List<Path> targets(RnnParser.TargetsContext context) {
        return context == null ? List.of() : expressions.paths(context.paths());
    }

    private Name stateRule(RnnParser.StateRuleContext context) {
        return new Name(context.getStart().getText(), expressions.span(context));
    }

    @Override
    public TrainOption visitBatchOption(RnnParser.BatchOptionContext context) {
        return new TrainOption.Batch(expressions.visit(context.expression()), expressions.span(context));
    }

    @Override
    public TrainOption visitOptimizerOption(RnnParser.OptimizerOptionContext context) {
        return new TrainOption.Optimizer(
                expressions.visit(context.expression()), targets(context.targets()), expressions.span(context));
    }

    @Override
    public TrainOption visitClipOption(RnnParser.ClipOptionContext context) {
        return new TrainOption.Clip(
                context.clipping().stream().map(this::clipping).toList(), expressions.span(context));
    }

    private TrainOption.Clipping clipping(RnnParser.ClippingContext context) {
        return new TrainOption.Clipping(
                expressions.name(context.name(0)),
                expressions.visit(context.expression()),
                Optional.ofNullable(context.name(1)).map(expressions::name),
                expressions.span(context));
    }

    @Override
    public TrainOption visitStartOption(RnnParser.StartOptionContext context) {
        return new TrainOption.Start(
                expressions.visit(context.expression()), targets(context.targets()), expressions.span(context));
    }

    @Override
    public TrainOption visitFreezeOption(RnnParser.FreezeOptionContext context) {
        return new TrainOption.Freeze(expressions.paths(context.paths()), expressions.span(context));
    }

    @Override
    public TrainOption visitMaxNormOption(RnnParser.MaxNormOptionContext context) {
        return new TrainOption.MaxNorm(
                expressions.visit(context.expression()), targets(context.targets()), expressions.span(context));
    }

    @Override
    public TrainOption visitObserveOption(RnnParser.ObserveOptionContext context) {
        return new TrainOption.Observe(expressions.paths(context.paths()), expressions.span(context));
    }

    @Override
    public TrainOption visitSeedOption(RnnParser.SeedOptionContext context) {
        return new TrainOption.Seed(expressions.visit(context.expression()), expressions.span(context));
    }

    @Override
    public TrainOption visitUnrollOption(RnnParser.UnrollOptionContext context) {
        return new TrainOption.Unroll(expressions.visit(context.expression()), expressions.span(context));
    }

    @Override
    public TrainOption visitGradientsOption(RnnParser.GradientsOptionContext context) {
        return new TrainOption.Gradients(expressions.names(context.names()), expressions.span(context));
    }
}
