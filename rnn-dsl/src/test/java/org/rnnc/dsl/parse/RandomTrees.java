// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.TrainOption;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Makes trees of every shape, with keywords as names as often as not. */
final class RandomTrees {
    private static final List<String> WORDS = List.of(
            "x",
            "Wh",
            "h",
            "tanh",
            "as",
            "if",
            "for",
            "in",
            "start",
            "input",
            "param",
            "state",
            "output",
            "loss",
            "train",
            "window",
            "batch",
            "clip",
            "carry",
            "reset",
            "seed",
            "cell",
            "model",
            "vector",
            "token",
            "precision",
            "gradients");

    private final SourceSpan span = new SourceSpan(new SourceText("Random.rnn", ""), 0, 0);
    private final Random random;
    private final List<String> words;

    RandomTrees(Random random) {
        this(random, WORDS);
    }

    /** @param words the names there are */
    RandomTrees(Random random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    SpecFile file() {
        return new SpecFile(span.source(), list(3, this::declaration));
    }

    private Declaration declaration() {
        String documentation = random.nextBoolean() ? "" : "Made\nby chance.";
        List<Item> items = list(6, this::item);
        return random.nextBoolean()
                ? new Declaration.Model(documentation, name(), items, span)
                : new Declaration.Cell(documentation, name(), list(3, this::parameter), items, span);
    }

    private Declaration.Parameter parameter() {
        return new Declaration.Parameter(name(), maybe(() -> expression(2)));
    }

    private Item item() {
        return switch (random.nextInt(8)) {
            case 0 -> new Item.Input(some(() -> new Item.Declared(name(), type(), maybe(this::frequency))), span);
            case 1 ->
                new Item.Param(
                        some(this::name),
                        type(),
                        maybe(this::name),
                        maybe(() -> expression(2)),
                        maybe(this::reference),
                        span);
            case 2 -> new Item.State(some(this::name), type(), maybe(() -> expression(2)), span);
            case 3 ->
                new Item.Output(name(), maybe(this::type), maybe(this::frequency), maybe(() -> expression(3)), span);
            case 4 -> new Item.Loss(expression(3), span);
            case 5 -> new Item.Train(list(5, this::option), span);
            case 6 -> new Item.PrecisionChoice(name(), span);
            default -> new Item.Equation(name(), expression(4), span);
        };
    }

    private Item.Frequency frequency() {
        return new Item.Frequency(name(), maybe(this::axis));
    }

    private TrainOption.AxisSteps axisSteps() {
        int steps = 1 + random.nextInt(99);
        return new TrainOption.AxisSteps(axis(), new Expr.Number(steps, Integer.toString(steps), span));
    }

    /** No word of the language. */
    private Name axis() {
        return new Name("axis" + random.nextInt(9), span);
    }

    private TrainOption option() {
        Expr value = expression(2);
        return switch (random.nextInt(11)) {
            case 0 ->
                new TrainOption.Window(
                        maybe(() -> value),
                        some(this::axisSteps),
                        maybe(() -> new Name("carry", span)),
                        maybe(() -> expression(1)),
                        span);
            case 1 -> new TrainOption.Batch(value, span);
            case 2 -> new TrainOption.Optimizer(value, list(2, this::path), span);
            case 3 -> new TrainOption.Clip(some(this::clipping), span);
            case 4 -> new TrainOption.Start(value, list(2, this::path), span);
            case 5 -> new TrainOption.Seed(value, span);
            case 6 -> new TrainOption.Unroll(value, span);
            case 7 -> new TrainOption.Freeze(some(this::path), span);
            case 8 -> new TrainOption.MaxNorm(value, list(2, this::path), span);
            case 9 -> new TrainOption.Observe(some(this::path), span);
            default -> new TrainOption.Gradients(some(this::name), span);
        };
    }

    private TrainOption.Clipping clipping() {
        return new TrainOption.Clipping(name(), expression(2), maybe(this::name), span);
    }

    private TypeSyntax type() {
        return switch (random.nextInt(4)) {
            case 0 -> new TypeSyntax.ScalarType(span);
            case 1 -> new TypeSyntax.VectorType(expression(2), span);
            case 2 -> new TypeSyntax.MatrixType(expression(1), expression(1), span);
            default -> new TypeSyntax.TokenType(expression(1), span);
        };
    }

    private Expr expression(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 9)) {
            case 0 -> new Expr.Number(2.5, "2.5", span);
            case 1 -> reference();
            case 2 -> new Expr.Indexed(name(), index(depth), span);
            case 3 -> new Expr.Member(new Path(List.of(name(), name()), span));
            case 4 -> new Expr.Negation(expression(depth - 1), span);
            case 5 ->
                new Expr.Pipe(
                        expression(depth - 1),
                        random.nextBoolean() ? reference() : call(depth),
                        maybe(this::name),
                        span);
            case 6 -> call(depth);
            default ->
                new Expr.Binary(
                        Expr.Operator.values()[random.nextInt(Expr.Operator.values().length)],
                        expression(depth - 1),
                        expression(depth - 1),
                        span,
                        span);
        };
    }

    private Expr.Index index(int depth) {
        Expr one = new Expr.Number(1, "1", span);
        return new Expr.Index(
                Expr.Index.Place.TIME,
                maybe(() -> depth == 0 || random.nextBoolean() ? one : expression(depth - 1)),
                span);
    }

    private Expr call(int depth) {
        return new Expr.Call(
                name(), list(3, () -> new Expr.Argument(maybe(this::name), argument(depth - 1), span)), span);
    }

    private Expr argument(int depth) {
        return random.nextInt(4) > 0
                ? expression(depth)
                : new Expr.Repetition(
                        expression(depth),
                        name(),
                        expression(Math.min(depth, 1)),
                        expression(Math.min(depth, 1)),
                        span);
    }

    private Path path() {
        return new Path(some(this::name), span);
    }

    private Expr reference() {
        return new Expr.Reference(name());
    }

    private Name name() {
        return new Name(words.get(random.nextInt(words.size())), span);
    }

    private <T> Optional<T> maybe(Supplier<T> part) {
        return random.nextBoolean() ? Optional.of(part.get()) : Optional.empty();
    }

    private <T> List<T> list(int most, Supplier<T> part) {
        return Stream.generate(part).limit(random.nextInt(most + 1)).toList();
    }

    private <T> List<T> some(Supplier<T> part) {
        return Stream.generate(part).limit(1 + random.nextInt(3)).toList();
    }
}
