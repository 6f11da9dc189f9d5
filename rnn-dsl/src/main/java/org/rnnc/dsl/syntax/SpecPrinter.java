// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a syntax tree as text, always in the same way: read again, it gives the same tree but for its spans. Comments
 * that document nothing are lost.
 */
public final class SpecPrinter {
    private static final String INDENT = "  ";

    private SpecPrinter() {}

    public static String print(SpecFile file) {
        return file.declarations().stream().map(SpecPrinter::declaration).collect(Collectors.joining("\n"));
    }

    public static String print(Expr expression) {
        return ExpressionPrinter.print(expression);
    }

    /** With more parentheses than are needed, so that nobody can be in doubt what is multiplied with what first. */
    public static String printApart(Expr expression) {
        return ExpressionPrinter.printApart(expression);
    }

    /** One statement, on a line of its own but for a train block. */
    public static String print(Item item) {
        return item(item, "");
    }

    private static String declaration(Declaration declaration) {
        StringBuilder out = new StringBuilder(documentation(declaration.documentation()));
        if (declaration instanceof Declaration.Cell cell) {
            out.append("cell ").append(cell.name()).append('(');
            out.append(cell.parameters().stream().map(SpecPrinter::parameter).collect(Collectors.joining(", ")));
            out.append(")");
        } else {
            out.append("model ").append(declaration.name());
        }
        out.append(" {\n");
        declaration.items().forEach(item -> out.append(item(item, INDENT)).append('\n'));
        return out.append("}\n").toString();
    }

    private static String documentation(String text) {
        if (text.isEmpty()) {
            return "";
        }
        // From a Java annotation, text may hold what would end the comment.
        String safe = text.replace("*/", "* /");
        if (!safe.contains("\n")) {
            return "/** " + safe + " */\n";
        }
        String lines =
                safe.lines().map(line -> line.isEmpty() ? " *" : " * " + line).collect(Collectors.joining("\n"));
        return "/**\n" + lines + "\n */\n";
    }

    private static String parameter(Declaration.Parameter parameter) {
        return parameter.name()
                + parameter.defaultValue().map(value -> " = " + print(value)).orElse("");
    }

    private static String item(Item item, String indent) {
        return indent + statement(item, indent);
    }

    private static String statement(Item item, String indent) {
        if (item instanceof Item.Input input) {
            return "input "
                    + input.declared().stream()
                            .map(declared -> declared.name() + ": " + type(declared.type()) + frequency(declared.per()))
                            .collect(Collectors.joining(", "));
        } else if (item instanceof Item.Param param) {
            return "param " + names(param.names()) + ": " + type(param.type()) + clauses(param);
        } else if (item instanceof Item.State state) {
            String start = state.start().map(value -> " start " + print(value)).orElse("");
            return "state " + names(state.names()) + ": " + type(state.type()) + start;
        } else if (item instanceof Item.Output output) {
            String type = output.type().map(declared -> ": " + type(declared)).orElse("") + frequency(output.per());
            return "output " + output.name() + type
                    + output.value().map(value -> " = " + print(value)).orElse("");
        } else if (item instanceof Item.Equation equation) {
            return equation.name() + " = " + print(equation.value());
        } else if (item instanceof Item.Loss loss) {
            return "loss " + print(loss.value());
        } else if (item instanceof Item.PrecisionChoice precision) {
            return "precision " + precision.value();
        }
        return train((Item.Train) item, indent);
    }

    private static String clauses(Item.Param param) {
        return param.fileName().map(name -> " as " + name).orElse("")
                + param.start().map(value -> " start " + clauseValue(value)).orElse("")
                + param.condition().map(value -> " if " + print(value)).orElse("");
    }

    /** In parentheses where a clause after it could be taken for a part of it. */
    private static String clauseValue(Expr value) {
        return value instanceof Expr.Pipe ? "(" + print(value) + ")" : print(value);
    }

    private static String type(TypeSyntax type) {
        if (type instanceof TypeSyntax.VectorType vector) {
            return "vector<" + print(vector.size()) + ">";
        } else if (type instanceof TypeSyntax.MatrixType matrix) {
            return "matrix<" + print(matrix.rows()) + ", " + print(matrix.columns()) + ">";
        } else if (type instanceof TypeSyntax.TokenType token) {
            return "token<" + print(token.count()) + ">";
        }
        return "scalar";
    }

    private static String train(Item.Train train, String indent) {
        return "train {\n"
                + train.options().stream()
                        .map(option -> indent + INDENT + option(option) + "\n")
                        .collect(Collectors.joining())
                + indent + "}";
    }

    private static String option(TrainOption option) {
        if (option instanceof TrainOption.Window window) {
            String rule = window.stateRule().map(name -> ", " + name + " state").orElse("");
            String backward =
                    window.backward().map(steps -> ", backward " + print(steps)).orElse("");
            Stream<String> steps = Stream.concat(
                    window.steps().stream().map(SpecPrinter::print),
                    window.axes().stream().map(one -> one.axis() + " " + print(one.steps())));
            return "window " + steps.collect(Collectors.joining(", ")) + backward + rule;
        } else if (option instanceof TrainOption.Batch batch) {
            return "batch " + print(batch.size());
        } else if (option instanceof TrainOption.Optimizer optimizer) {
            return "optimizer " + print(optimizer.value()) + targets(optimizer.targets());
        } else if (option instanceof TrainOption.Clip clip) {
            return "clip "
                    + clip.clippings().stream().map(SpecPrinter::clipping).collect(Collectors.joining(", "));
        } else if (option instanceof TrainOption.Start start) {
            return "start " + print(start.value()) + targets(start.targets());
        } else if (option instanceof TrainOption.Freeze freeze) {
            return "freeze " + paths(freeze.targets());
        } else if (option instanceof TrainOption.MaxNorm norm) {
            return "maxNorm " + print(norm.limit()) + targets(norm.targets());
        } else if (option instanceof TrainOption.Observe observe) {
            return "observe " + paths(observe.values());
        } else if (option instanceof TrainOption.Seed seed) {
            return "seed " + print(seed.value());
        } else if (option instanceof TrainOption.Unroll unroll) {
            return "unroll " + print(unroll.value());
        }
        return "gradients " + names(((TrainOption.Gradients) option).of());
    }

    private static String clipping(TrainOption.Clipping clipping) {
        return clipping.kind() + " " + print(clipping.limit()) + per(clipping.per());
    }

    private static String frequency(Optional<Item.Frequency> per) {
        return per.map(said -> per(Optional.of(said.each()))
                        + said.axis().map(axis -> " of " + axis).orElse(""))
                .orElse("");
    }

    private static String per(Optional<Name> per) {
        return per.map(name -> " per " + name).orElse("");
    }

    private static String targets(List<Path> targets) {
        return targets.isEmpty() ? "" : " for " + paths(targets);
    }

    private static String paths(List<Path> paths) {
        return paths.stream().map(Path::text).collect(Collectors.joining(", "));
    }

    private static String names(List<Name> names) {
        return names.stream().map(Name::text).collect(Collectors.joining(", "));
    }
}
