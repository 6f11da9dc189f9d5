// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TypeSyntax;

/**
 * Checks a cell by itself, used or not: applies it with stand-ins for its sizes. These differ from each other and from
 * whatever a cell is likely to write, so that sizes agree only where they must; messages show the cell's own words.
 */
final class PretendedInstance {
    /** Distinct primes times this are whole after division by small numbers. */
    private static final int DIVISIBLE = 720;

    private static final int[] PRIMES = {7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67};

    private final CheckedCell cell;
    private final Frame frame;
    private int stands;

    PretendedInstance(CheckedCell cell, Cells cells, Function<Frame, Lowering> lowering, Report report) {
        this.cell = cell;
        LayerNames layers = new LayerNames(
                cell.body(), name -> cells.isCell(cell.definition().file(), name), report);
        this.frame = new Frame(
                new ModelContext(new Placeholders(true)),
                cells,
                lowering,
                new Instance(cell.definition().file(), "", layers, Direction.FORWARD, report));
    }

    /** Whether the cell's output has a value, or may have one with other sizes; mistakes are reported. */
    boolean check() {
        cell.definition().cell().parameters().forEach(this::bind);
        for (Name size : cell.body().freeSizes().values()) {
            frame.scope().define(Scope.Kind.SIZE, size, standIn(size));
        }
        TypeReader types = new TypeReader(frame.scope(), frame.report(), frame.placeholders());
        for (Body.InputDecl input : cell.body().inputs()) {
            Optional<Type> type = types.read(input.type());
            if (input.type() instanceof TypeSyntax.MatrixType) {
                frame.report().unavailable(input.type().span(), "a matrix as input", BodyReader.NO_MATRIX);
                type = Optional.empty();
            }
            int index = cell.body().inputs().indexOf(input);
            Domain domain = input.domain(frame.report());
            Value value = type.<Value>map(
                            t -> new Value.Tensor(t, frame.builder().input(index, t.shape(), domain)))
                    .orElse(Value.POISON);
            frame.scope().define(Scope.Kind.INPUT, input.name(), value);
        }
        boolean defined =
                new BodyLowering(frame, new StateStarts(frame)).lowerCell(cell.body(), SharedParameters.none(frame))
                        != Value.POISON;
        if (!frame.report().failed()) {
            new Directions(frame.graph()).check(cell.definition().cell().name(), frame.report());
        }
        return defined || frame.placeholders().isLeftOpen();
    }

    private void bind(Declaration.Parameter parameter) {
        ParameterKind kind = cell.kinds().get(parameter.name().text());
        Optional<Value> given = parameter
                .defaultValue()
                .map(value -> CellArguments.evaluate(frame, kind, parameter.name(), value, true));
        Value value = switch (kind) {
            case SIZE -> standIn(parameter.name());
            case NUMBER -> given.orElseGet(() -> standIn(parameter.name()));
            case BOOLEAN -> new Value.Bool(true);
            case FUNCTION ->
                given.orElseGet(() -> new Value.Activation(
                        new FunctionUse(BuiltInFunction.find("tanh").orElseThrow())));
        };
        frame.scope().define(Scope.Kind.SIZE, parameter.name(), value);
    }

    private Value standIn(Name name) {
        return new Value.Constant((double) DIVISIBLE * PRIMES[stands++ % PRIMES.length], name.text());
    }
}
