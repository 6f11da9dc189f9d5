// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.grammar.RnnBaseVisitor;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TrainOption;

/** Turns the statements of a train block into {@link TrainOption}s. */
final class TrainOptionBuilder extends RnnBaseVisitor<TrainOption> {
    private final ExpressionBuilder expressions;

    TrainOptionBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    List<TrainOption> options(List<RnnParser.TrainOptionContext> contexts) {
        return contexts.stream().map(this::visit).toList();
    }

    @Override
    public TrainOption visitWindowOption(RnnParser.WindowOptionContext context) {
        Optional<Name> rule = Optional.ofNullable(context.stateRule()).map(this::stateRule);
        return new TrainOption.Window(expressions.visit(context.expression()), rule, expressions.span(context));
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
        return new TrainOption.Optimizer(expressions.visit(context.expression()), expressions.span(context));
    }

    @Override
    public TrainOption visitClipOption(RnnParser.ClipOptionContext context) {
        return new TrainOption.Clip(
                expressions.name(context.name()), expressions.visit(context.expression()), expressions.span(context));
    }

    @Override
    public TrainOption visitStartOption(RnnParser.StartOptionContext context) {
        return new TrainOption.Start(expressions.visit(context.expression()), expressions.span(context));
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
