// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.MatrixSumHint;
import org.rnnc.dsl.lower.context.Summand;
import org.rnnc.dsl.lower.function.RowLookup;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** Lowers sums, flattened, and with them the products that a sum can take in without rounding them first. */
final class SumLowering {
    /** @param where which number an index stood for, as messages say it */
    private record Piece(Expr expr, boolean negative, String where) {}

    private final Environment environment;
    private final MatrixSumHint context;

    SumLowering(Environment environment, MatrixSumHint context) {
        this.environment = environment;
        this.context = context;
    }

    Value lower(Expr expr) {
        List<Piece> pieces = new ArrayList<>();
        List<Summand> parts = new ArrayList<>();
        addAll(new Piece(expr, false, ""), pieces, parts);
        Type type = checkShapes(pieces, parts);
        if (type == null) {
            return Value.POISON;
        }
        Value known = constant(pieces, parts);
        if (known != null) {
            return known;
        }
        List<Term> terms = terms(pieces, parts);
        if (terms.isEmpty()) {
            return new Value.Absent(type);
        }
        List<Domain> domains = terms.stream().map(SumLowering::domain).toList();
        if (!environment.sameTime(expr.span(), domains)) {
            return Value.POISON;
        }
        Optional<Domain.Pair> pair = environment.pair(domains);
        return environment.value(
                type,
                pair.isPresent()
                        ? new PairSum(environment.builder(), pair.get()).of(terms)
                        : environment.builder().sum(terms));
    }

    /** Flattens a sum. Of one that repeats something all repetitions are summands, as if each were written. */
    private void addAll(Piece sum, List<Piece> pieces, List<Summand> parts) {
        Deque<Piece> open = new ArrayDeque<>();
        open.push(sum);
        while (!open.isEmpty()) {
            Piece piece = open.pop();
            Optional<Expr.Repetition> repeated = Repeated.summed(environment, piece.expr());
            if (repeated.isPresent()) {
                addRepeated(piece, repeated.get(), pieces, parts);
            } else if (piece.expr() instanceof Expr.Negation negation) {
                open.push(new Piece(negation.operand(), !piece.negative(), piece.where()));
            } else if (piece.expr() instanceof Expr.Binary binary
                    && (binary.operator() == Expr.Operator.ADD || binary.operator() == Expr.Operator.SUBTRACT)) {
                boolean subtract = binary.operator() == Expr.Operator.SUBTRACT;
                open.push(new Piece(binary.right(), piece.negative() ^ subtract, piece.where()));
                open.push(new Piece(binary.left(), piece.negative(), piece.where()));
            } else {
                pieces.add(piece);
                parts.add(part(piece.expr()));
            }
        }
    }

    private void addRepeated(Piece piece, Expr.Repetition repetition, List<Piece> pieces, List<Summand> parts) {
        boolean whole = new Repeated(environment, repetition).each(number -> {
            int before = parts.size();
            String where = piece.where() + ", where " + repetition.index() + " is " + number;
            addAll(new Piece(repetition.body(), piece.negative(), where), pieces, parts);
            return !parts.subList(before, parts.size()).contains(Summand.POISON);
        });
        if (!whole) {
            pieces.add(piece);
            parts.add(Summand.POISON);
        }
    }

    private Summand part(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return new Products(environment).lower(binary);
        }
        if (expr instanceof Expr.Call call && RowLookup.is(environment, call)) {
            return new RowLookup(environment).lower(call);
        }
        Value value = environment.lower(expr);
        return value instanceof Value.Tensor tensor
                ? new Summand.Computed(tensor.type(), new Term.Value(false, tensor.node()))
                : new Summand.Known(value);
    }

    /** The type of the sum; null if some part is poison or does not fit, which is then reported. */
    private @Nullable Type checkShapes(List<Piece> pieces, List<Summand> parts) {
        boolean sound = !matrices(pieces, parts);
        Type sum = Type.SCALAR;
        Expr first = null;
        for (int i = 0; i < parts.size(); i++) {
            Type type = parts.get(i).type();
            Expr expr = pieces.get(i).expr();
            if (type == null || !type.isNumeric()) {
                sound = false;
                reportMisuse(parts.get(i), expr, pieces.size());
            } else if (first == null) {
                first = type == Type.SCALAR ? null : expr;
                sum = type;
            } else if (type != Type.SCALAR && !type.equals(sum)) {
                sound = false;
                environment
                        .report()
                        .error(
                                Code.SHAPE_MISMATCH,
                                expr.span(),
                                "cannot add " + environment.name(expr) + ", which is " + type + ", to "
                                        + environment.name(first) + ", which is " + sum
                                        + pieces.get(i).where(),
                                oneNumber(first, sum, expr, type));
            }
        }
        return sound ? sum : null;
    }

    private static String oneNumber(Expr first, Type sum, Expr next, Type type) {
        Expr vector = SingleElementVector.is(sum, type) ? first : SingleElementVector.is(type, sum) ? next : null;
        return vector == null ? "" : SingleElementVector.hint(vector) + ", and spreads over any other";
    }

    /** Whether there are matrices, which are reported together: one mistake, however many they are. */
    private boolean matrices(List<Piece> pieces, List<Summand> parts) {
        List<MatrixSumHint.Piece> typed = new ArrayList<>();
        Expr first = null;
        for (int i = 0; i < parts.size(); i++) {
            Type type = parts.get(i).type();
            typed.add(
                    new MatrixSumHint.Piece(pieces.get(i).expr(), pieces.get(i).negative(), type));
            first = first == null && type instanceof Type.Matrix ? pieces.get(i).expr() : first;
        }
        if (first == null) {
            return false;
        }
        if (parts.contains(Summand.POISON)) {
            return true;
        }
        String verb = typed.size() == 1 ? "computed with" : "added";
        Type type = parts.get(typed.indexOf(MatrixSumHint.firstMatrix(typed))).type();
        environment
                .report()
                .error(
                        Code.WRONG_TYPE,
                        first.span(),
                        environment.name(first) + " is a " + type + ", which cannot be " + verb,
                        context.hint(typed));
        return true;
    }

    private void reportMisuse(Summand part, Expr expr, int pieces) {
        if (part == Summand.POISON || part.equals(Summand.POISON)) {
            return;
        }
        Type type = part.type();
        String verb = pieces == 1 ? "computed with" : "added";
        if (type instanceof Type.Token) {
            environment
                    .report()
                    .error(
                            Code.TOKEN_MISUSE,
                            expr.span(),
                            environment.name(expr) + " is a token, which cannot be " + verb,
                            "oneHot(" + Quote.text(expr) + ") makes a vector of it");
        } else if (!(type instanceof Type.Matrix)) {
            String what = Value.describe(((Summand.Known) part).value());
            environment
                    .report()
                    .error(Code.WRONG_TYPE, expr.span(), Quote.of(expr) + " is " + what + ", not a number", "");
        }
    }

    /** The sum, if it is one of constants. */
    private static @Nullable Value constant(List<Piece> pieces, List<Summand> parts) {
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Summand.Known known && known.value() instanceof Value.Constant constant)) {
                return null;
            }
            sum += pieces.get(i).negative() ? -constant.value() : constant.value();
        }
        return new Value.Constant(sum);
    }

    private List<Term> terms(List<Piece> pieces, List<Summand> parts) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean negative = pieces.get(i).negative();
            if (parts.get(i) instanceof Summand.Computed computed) {
                terms.add(negative ? negate(computed.term()) : computed.term());
            } else if (((Summand.Known) parts.get(i)).value() instanceof Value.Constant constant) {
                double value = negative ? -constant.value() : constant.value();
                terms.add(new Term.Value(false, environment.builder().constant(value)));
            }
        }
        return terms;
    }

    private Term negate(Term term) {
        if (term instanceof Term.Value value) {
            return new Term.Value(true, value.value());
        }
        if (term instanceof Term.Times times) {
            return new Term.Times(true, times.a(), times.b());
        }
        Term.Matrix matrix = (Term.Matrix) term;
        return new Term.Value(
                true, environment.builder().product(matrix.matrix(), matrix.operand(), matrix.transposed()));
    }

    static Domain domain(Term term) {
        if (term instanceof Term.Value value) {
            return value.value().domain();
        }
        if (term instanceof Term.Times times) {
            return times.a().domain().widest(times.b().domain());
        }
        return ((Term.Matrix) term).operand().domain();
    }
}
