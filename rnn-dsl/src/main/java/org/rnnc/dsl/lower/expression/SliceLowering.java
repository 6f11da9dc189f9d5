// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.Optional;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** Lowers {@code x[from..to]}, a part of a vector. Its bounds are known when the model is compiled. */
final class SliceLowering {
    private final Environment environment;

    SliceLowering(Environment environment) {
        this.environment = environment;
    }

    /** @param whole what the slice is of */
    Value lower(Expr.Slice slice, Value whole) {
        Optional<Double> from = bound(slice.from());
        Optional<Double> to = bound(slice.to());
        if (whole == Value.POISON || from.isEmpty() || to.isEmpty()) {
            return Value.POISON;
        }
        if (!(Value.typeOf(whole) instanceof Type.Vector vector)) {
            return wrong(slice, Code.WRONG_TYPE, Value.describe(whole), "a part is of a vector");
        }
        double first = from.get();
        double end = to.get();
        if (environment.placeholders().areUsed()) {
            return ofStandIns(slice, whole, end - first, vector.size().value());
        }
        int size = vector.size().value();
        if (first != Math.rint(first) || end != Math.rint(end)) {
            boolean broken = first != Math.rint(first);
            return wrong(
                    slice,
                    Code.BAD_SIZE,
                    vector + ": " + Quote.of(broken ? slice.from() : slice.to()) + " is "
                            + new Value.Constant(broken ? first : end).text() + ", not a whole number",
                    "");
        }
        if (first < 0 || end > size || end <= first) {
            return wrong(
                    slice,
                    Code.BAD_SIZE,
                    vector.toString(),
                    "elements are counted from 0, and the second bound is one behind the last: all of it is "
                            + slice.name() + "[0.." + size + "]");
        }
        return part(whole, new Type.Vector(Dim.of((int) (end - first))), (int) first);
    }

    /** Of a cell by itself sizes are stand-ins: how many elements there are is known, but not whether they are there. */
    private Value ofStandIns(Expr.Slice slice, Value whole, double count, int size) {
        if (count != Math.rint(count) || count < 1 || count > size) {
            environment.placeholders().leaveOpen();
            return Value.POISON;
        }
        String words = count == 1 ? "1" : Quote.text(slice.to()) + " - " + Quote.text(slice.from());
        return part(whole, new Type.Vector(new Dim((int) count, words)), 0);
    }

    private Value part(Value whole, Type.Vector type, int first) {
        if (whole instanceof Value.Absent) {
            return new Value.Absent(type);
        }
        Value.Tensor tensor = (Value.Tensor) whole;
        boolean all = type.size().value() == tensor.node().size();
        return new Value.Tensor(
                type,
                all
                        ? tensor.node()
                        : environment
                                .builder()
                                .slice(tensor.node(), first, type.size().value()));
    }

    private Optional<Double> bound(Expr expr) {
        String hint = "a part of a vector has bounds made of sizes: x[0..n], x[m * d..(m + 1) * d]";
        return RangeBound.of(environment, expr, hint);
    }

    private Value wrong(Expr.Slice slice, Code code, String is, String hint) {
        environment
                .report()
                .error(
                        code,
                        slice.span(),
                        Quote.of(slice) + " is no part of " + environment.name(new Expr.Reference(slice.name()))
                                + ", which is " + is,
                        hint);
        return Value.POISON;
    }
}
