// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.Subexpressions;
import org.rnnc.dsl.syntax.TypeSyntax;

/** All cells that come with the language, applied with random options. A new one is among them by itself. */
public final class LibraryCells {
    private static final String FOLDER = "/org/rnnc/dsl/library/";
    private static final List<Declaration.Cell> ALL = load();

    private final Chance chance;
    private final RandomFunctions functions;

    LibraryCells(Chance chance) {
        this.chance = chance;
        functions = new RandomFunctions(chance);
    }

    /**
     * A cell in use.
     *
     * @param text {@code lstm(4, bias = false)}
     * @param size of what it gives
     */
    record Use(String text, Declaration.Cell cell, int size) {
        /** The same with further arguments. */
        Use with(String arguments) {
            return new Use(text.substring(0, text.length() - 1) + ", " + arguments + ")", cell, size);
        }
    }

    static List<String> names() {
        return ALL.stream().map(cell -> cell.name().text()).toList();
    }

    /** Those with a state, applied without any option; {@code size} is what each size is. */
    public static List<String> recurrentOf(int size) {
        return ALL.stream()
                .filter(LibraryCells::isRecurrent)
                .map(cell ->
                        cell.name().text() + "(" + String.join(", ", Collections.nCopies(sizes(cell), "" + size)) + ")")
                .toList();
    }

    /** What can be given to a cell by name, of all cells. */
    static List<String> options() {
        return ALL.stream()
                .flatMap(cell -> cell.parameters().stream())
                .filter(parameter -> parameter.defaultValue().isPresent())
                .map(parameter -> parameter.name().text())
                .distinct()
                .toList();
    }

    /** With a state: of size {@code size}. */
    Use recurrent(int size) {
        return use(chance.any(ALL.stream().filter(LibraryCells::isRecurrent).toList()), size);
    }

    /** That gives a vector of the size of what it takes. */
    Use shaping(int size) {
        return use(
                chance.any(
                        ALL.stream().filter(c -> !isRecurrent(c) && !isSized(c)).toList()),
                size);
    }

    Use named(String name, int size) {
        return use(
                ALL.stream()
                        .filter(c -> c.name().text().equals(name))
                        .findFirst()
                        .orElseThrow(),
                size);
    }

    /** The states of a cell that has states of one size. */
    List<String> states(Use use) {
        return isProjected(use.cell()) ? List.of() : names(use, Item.State.class);
    }

    /** The matrices that it has whatever its options are. */
    List<String> matrices(Use use) {
        return names(use, Item.Param.class);
    }

    private static List<String> names(Use use, Class<? extends Item> of) {
        List<String> names = new ArrayList<>();
        for (Item item : use.cell().items()) {
            if (item instanceof Item.State state && of == Item.State.class) {
                state.names().forEach(name -> names.add(name.text()));
            } else if (item instanceof Item.Param param
                    && of == Item.Param.class
                    && param.condition().isEmpty()
                    && param.type() instanceof TypeSyntax.MatrixType) {
                param.names().forEach(name -> names.add(name.text()));
            }
        }
        return names;
    }

    private Use use(Declaration.Cell cell, int size) {
        List<String> arguments = new ArrayList<>();
        for (Declaration.Parameter parameter : cell.parameters()) {
            String name = parameter.name().text();
            if (parameter.defaultValue().isEmpty()) {
                boolean result = !isProjected(cell) || name.equals("p");
                arguments.add(Integer.toString(result ? size : chance.size()));
            } else if (chance.of(0.3)) {
                arguments.add(name + " = " + value(name));
            }
        }
        String text = cell.name().text() + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")");
        return new Use(text, cell, size);
    }

    private String value(String option) {
        return switch (option) {
            case "activation", "outputActivation" -> chance.of(0.7) ? functions.bounded() : functions.any();
            case "memory" -> chance.of(0.5) ? "clip(limit = " + chance.number(0.5, 2) + ")" : functions.any();
            case "gate" -> functions.gate();
            case "bias" -> Boolean.toString(chance.of(0.3));
            case "recurrentDropout", "zoneout", "dropConnect" -> chance.rate();
            case "epsilon" -> chance.number(0.01, 0.1);
            case "scale", "beta", "forgetBias", "updateBias", "carryBias" -> chance.number(-1.5, 1.5);
            default -> throw new IllegalStateException("what is the option " + option + " of a cell?");
        };
    }

    private static boolean isRecurrent(Declaration.Cell cell) {
        return cell.items().stream().anyMatch(Item.State.class::isInstance);
    }

    private static boolean isSized(Declaration.Cell cell) {
        return cell.parameters().stream().anyMatch(p -> p.defaultValue().isEmpty());
    }

    private static boolean isProjected(Declaration.Cell cell) {
        return sizes(cell) > 1;
    }

    private static int sizes(Declaration.Cell cell) {
        return (int) cell.parameters().stream()
                .filter(p -> p.defaultValue().isEmpty())
                .count();
    }

    private static List<Declaration.Cell> load() {
        List<Declaration.Cell> cells = new ArrayList<>();
        for (String file :
                text("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
            Diagnostics none = new Diagnostics();
            SpecReader.read(new SourceText(file, text(file)), none).cells().stream()
                    .filter(cell -> !isOverTrees(cell) && !looksAlongAnotherAxis(cell) && !repeats(cell))
                    .forEach(cells::add);
        }
        return cells;
    }

    /** Those have random models of their own, too. */
    private static boolean looksAlongAnotherAxis(Declaration.Cell cell) {
        return cell.items().stream()
                .anyMatch(item -> item instanceof Item.Input input
                        && input.declared().stream()
                                .anyMatch(one ->
                                        one.per().flatMap(Item.Frequency::axis).isPresent()));
    }

    /** Those take a number that is no size: {@code LanguageTest} has them, and random models with attention. */
    private static boolean repeats(Declaration.Cell cell) {
        return cell.items().stream()
                .filter(Item.Equation.class::isInstance)
                .flatMap(item -> Subexpressions.of(((Item.Equation) item).value()).stream())
                .anyMatch(Expr.Repetition.class::isInstance);
    }

    /** Those have random models of their own. */
    private static boolean isOverTrees(Declaration.Cell cell) {
        return cell.items().stream()
                .filter(Item.Equation.class::isInstance)
                .flatMap(item -> Subexpressions.of(((Item.Equation) item).value()).stream())
                .anyMatch(expr ->
                        expr instanceof Expr.Indexed indexed && indexed.index().place() != Expr.Index.Place.TIME);
    }

    private static String text(String file) {
        try (InputStream in = LibraryCells.class.getResourceAsStream(FOLDER + file)) {
            return new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
