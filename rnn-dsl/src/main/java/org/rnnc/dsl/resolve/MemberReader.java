// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Sorts the statements of a cell or model, and checks what needs no types: each name once, each item in its place. */
public final class MemberReader {
    /** What to declare instead of a matrix that comes in. */
    public static final String NO_MATRIX =
            "what comes in is vector<n> at each step, the rows one after the other as steps or side by side in one vector;"
                    + " a matrix that is trained is a param";

    private final Declaration declaration;
    private final ErrorReporter report;
    private final boolean cell;
    private final List<Members.InputDecl> inputs = new ArrayList<>();
    private final List<Members.ParamDecl> params = new ArrayList<>();
    private final List<Members.StateDecl> states = new ArrayList<>();
    private final List<Members.EquationDecl> equations = new ArrayList<>();
    private final List<Item.Output> outputs = new ArrayList<>();
    private final Set<String> outputNames = new HashSet<>();
    private final Set<String> stateNames = new HashSet<>();
    private final Map<String, Name> names = new LinkedHashMap<>();
    private final Map<String, Name> assigned = new LinkedHashMap<>();
    private final Map<String, Name> freeSizes = new LinkedHashMap<>();

    private MemberReader(Declaration declaration, ErrorReporter report) {
        this.declaration = declaration;
        this.report = report;
        this.cell = declaration instanceof Declaration.Cell;
    }

    public static Members read(Declaration declaration, ErrorReporter report) {
        return new MemberReader(declaration, report).read();
    }

    private Members read() {
        if (declaration instanceof Declaration.Cell c) {
            c.parameters().forEach(parameter -> declare(parameter.name()));
        }
        declaration.items().forEach(this::readDeclared);
        declaration.items().forEach(this::readAssigned);
        checkStates();
        checkOutputs();
        if (inputs.isEmpty() && !feedsTokensBack()) {
            report.error(
                    Code.INPUT_MISSING,
                    declaration.name().span(),
                    (cell ? "cell " : "model ") + Quote.of(declaration.name()) + " has no input",
                    cell ? "declare what it is applied to: input x: vector<m>" : "for example: input x: vector<4>");
        }
        List<Members.EquationDecl> ordered = EquationOrder.order(equations, states, cell, report);
        Members members =
                new Members(declaration, inputs, params, states, equations, ordered, outputs, names, freeSizes);
        Lookback.check(members.expressions(), report);
        return members;
    }

    /** Whether a token comes in that the model itself gives: then it needs nothing else. */
    private boolean feedsTokensBack() {
        Set<String> tokens = new HashSet<>();
        for (Members.EquationDecl equation : equations) {
            equation.type()
                    .filter(TypeSyntax.TokenType.class::isInstance)
                    .ifPresent(type -> tokens.add(equation.name().text()));
        }
        return !cell
                && equations.stream()
                        .flatMap(equation -> Subexpressions.of(equation.value()).stream())
                        .flatMap(expr -> PreviousCall.of(expr).flatMap(PreviousCall::operand).stream())
                        .anyMatch(operand -> operand instanceof Expr.Reference reference
                                && tokens.contains(reference.name().text()));
    }

    /** Inputs, parameters and states: whatever has a type and no value. */
    private void readDeclared(Item item) {
        if (item instanceof Item.Input input) {
            for (Item.Declared declared : input.declared()) {
                if (declare(declared.name())) {
                    inputs.add(new Members.InputDecl(declared.name(), declared.type(), declared.per()));
                }
                findFreeSizes(declared.type());
            }
        } else if (item instanceof Item.Param param) {
            if (inCell(item, "param")) {
                param.names().stream()
                        .filter(this::declare)
                        .forEach(name -> params.add(new Members.ParamDecl(name, param)));
            }
        } else if (item instanceof Item.State state) {
            if (inCell(item, "state")) {
                state.names().stream().filter(this::declare).forEach(name -> addState(name, state));
            }
        } else if (cell && (item instanceof Item.Loss || item instanceof Item.Train)) {
            misplaced(item, item instanceof Item.Loss ? "loss" : "train", "a model");
        } else if (cell && item instanceof Item.PrecisionChoice) {
            misplaced(item, "precision", "a model");
        }
    }

    private void addState(Name name, Item.State state) {
        states.add(new Members.StateDecl(name, state));
        stateNames.add(name.text());
    }

    private boolean inCell(Item item, String word) {
        if (!cell) {
            misplaced(item, word, "a cell");
        }
        return cell;
    }

    private void misplaced(Item item, String word, String where) {
        report.error(
                Code.NOT_IN_THIS_BLOCK,
                item.span(),
                Quote.of(word) + " belongs in " + where,
                cell
                        ? "move it to the model that uses the cell"
                        : "write a cell for it and apply it: x |> yourCell(...)");
    }

    private void readAssigned(Item item) {
        if (item instanceof Item.Equation equation) {
            assign(new Members.EquationDecl(equation.name(), equation.value(), Optional.empty(), Optional.empty()));
        } else if (item instanceof Item.Output output) {
            boolean twice = !outputNames.add(output.name().text());
            if (output.value().isPresent()) {
                assign(new Members.EquationDecl(output.name(), output.value().get(), output.type(), output.per()));
            }
            if (twice && output.value().isEmpty()) {
                twice(output.name(), "an output", output.name());
            } else if (!twice) {
                outputs.add(output);
            }
        }
    }

    private void assign(Members.EquationDecl equation) {
        Name name = equation.name();
        Name before = assigned.get(name.text());
        if (before == null && names.containsKey(name.text()) && !isState(name.text())) {
            before = names.get(name.text());
        }
        if (before != null) {
            twice(name, "defined", before);
            return;
        }
        assigned.put(name.text(), name);
        names.putIfAbsent(name.text(), name);
        equations.add(equation);
    }

    private boolean declare(Name name) {
        Name before = names.putIfAbsent(name.text(), name);
        if (before != null) {
            twice(name, "defined", before);
        }
        return before == null;
    }

    private void twice(Name name, String what, Name before) {
        String where = before == name
                ? ""
                : "; the first time in line " + before.span().line();
        report.error(
                Code.DEFINED_TWICE,
                name.span(),
                Quote.of(name) + " is " + what + " twice" + where,
                "each name is defined once; give one of the two another name");
    }

    private void findFreeSizes(TypeSyntax type) {
        Expr size = type instanceof TypeSyntax.VectorType vector
                ? vector.size()
                : type instanceof TypeSyntax.TokenType token ? token.count() : null;
        if (cell && size instanceof Expr.Reference reference) {
            Name name = reference.name();
            if (!freeSizes.containsKey(name.text()) && !names.containsKey(name.text())) {
                freeSizes.put(name.text(), name);
                names.put(name.text(), name);
            }
        }
    }

    private boolean isState(String name) {
        return stateNames.contains(name);
    }

    private void checkStates() {
        for (Members.StateDecl state : states) {
            if (!assigned.containsKey(state.name().text())) {
                report.error(
                        Code.STATE_WITHOUT_EQUATION,
                        state.name().span(),
                        "state " + Quote.of(state.name()) + " has no equation",
                        "say what it is at each step: " + state.name() + " = ...");
            }
        }
    }

    private void checkOutputs() {
        if (outputs.isEmpty()) {
            report.error(
                    Code.OUTPUT_MISSING,
                    declaration.name().span(),
                    (cell ? "cell " : "model ") + Quote.of(declaration.name()) + " has no output",
                    cell ? "name its result: output h" : "for example: output y = x |> rnn(16)");
        }
        Set<String> known = new HashSet<>(assigned.keySet());
        inputs.forEach(input -> known.add(input.name().text()));
        for (Item.Output output : outputs) {
            boolean declaredState = isState(output.name().text());
            if (output.value().isEmpty() && !known.contains(output.name().text()) && !declaredState) {
                report.error(
                        Code.OUTPUT_NOT_DEFINED,
                        output.name().span(),
                        "output " + Quote.of(output.name()) + " is not defined",
                        Suggestion.hint(
                                output.name().text(), known, "give it a value: output " + output.name() + " = ..."));
            }
        }
        if (cell && outputs.size() > 1) {
            report.unavailable(
                    outputs.get(1).name().span(), "a second output of a cell", "concat(a, b) makes one output of two");
        }
    }
}
