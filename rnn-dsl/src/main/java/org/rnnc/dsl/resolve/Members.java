// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TypeSyntax;

/**
 * What a cell or a model declares, sorted by kind, each kind in source order.
 *
 * @param ordered the equations in an order in which each one's needs precede it, without those of a loop
 * @param names all that is declared, with its first declaration
 * @param freeSizes sizes that the operand binds
 */
public record Members(
        Declaration declaration,
        List<InputDecl> inputs,
        List<ParamDecl> params,
        List<StateDecl> states,
        List<EquationDecl> equations,
        List<EquationDecl> ordered,
        List<Item.Output> outputs,
        Map<String, Name> names,
        Map<String, Name> freeSizes) {

    /** Everything that computes: what the equations say, and what the states start from. */
    public List<Expr> expressions() {
        return Stream.concat(
                        equations.stream().map(EquationDecl::value),
                        states.stream().flatMap(state -> state.item().start().stream()))
                .toList();
    }

    public record InputDecl(Name name, TypeSyntax type, Optional<Item.Frequency> per) {
        private static final String SEQUENCE = "sequence";

        /** Whether it has a value per step of an axis that is not its cell's own, which the cell gives this name. */
        public Optional<Name> over() {
            return per.flatMap(Item.Frequency::axis);
        }

        public boolean isPerSequence() {
            return per.isPresent() && per.get().axis().isEmpty();
        }

        /** Reports another word than {@code sequence}, which was surely meant. */
        public void checkWord(ErrorReporter report) {
            per.filter(said -> isPerSequence() && !said.each().text().equals(SEQUENCE))
                    .map(Item.Frequency::each)
                    .ifPresent(word -> report.error(
                            Code.UNKNOWN_CHOICE,
                            word.span(),
                            "an input is there per step, or per sequence; not per " + Quote.of(word),
                            "per sequence, or nothing for one at each step"));
        }

        /** How often it has a value in a cell, which runs along an axis that it does not name. */
        public Domain inCell(ErrorReporter report) {
            checkWord(report);
            return isPerSequence() ? Domain.SEQUENCE : Domain.step(Axis.OF_CELL);
        }
    }

    public record ParamDecl(Name name, Item.Param item) {}

    public record StateDecl(Name name, Item.State item) {}

    /**
     * One equation, or an output with a value.
     *
     * @param type a type that was written beside it
     * @param per how often there is a value, if that was written
     */
    public record EquationDecl(Name name, Expr value, Optional<TypeSyntax> type, Optional<Item.Frequency> per) {}
}
