// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Reads texts for tests, and shows trees without their spans. */
final class Trees {
    private Trees() {}

    /** The tree of a text that must be free of mistakes. */
    static SpecFile read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
        assertEquals("", messages(diagnostics));
        return file;
    }

    /** The statements of a model's body, which must be free of mistakes. */
    static List<Item> items(String body) {
        List<Declaration> declarations = read("model M {\n" + body + "\n}").declarations();
        assertEquals(1, declarations.size());
        return declarations.get(0).items();
    }

    static Expr expression(String text) {
        List<Item> items = items("y = " + text);
        assertEquals(1, items.size());
        return ((Item.Equation) items.get(0)).value();
    }

    static Diagnostics mistakes(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
        return diagnostics;
    }

    static String messages(Diagnostics diagnostics) {
        return diagnostics.all().stream().map(Diagnostic::format).collect(Collectors.joining("\n\n"));
    }

    /** An expression with all its parentheses: {@code (r .* (U * h[t-1]))}. */
    static String bracketed(Expr expression) {
        if (expression instanceof Expr.Binary binary) {
            String sign = " " + binary.operator().sign() + " ";
            return "(" + bracketed(binary.left()) + sign + bracketed(binary.right()) + ")";
        } else if (expression instanceof Expr.Negation negation) {
            return "(-" + bracketed(negation.operand()) + ")";
        } else if (expression instanceof Expr.Pipe pipe) {
            String layer = pipe.layer().map(name -> " as " + name).orElse("");
            return "(" + bracketed(pipe.input()) + " |> " + bracketed(pipe.stage()) + layer + ")";
        } else if (expression instanceof Expr.Call call) {
            return call.function()
                    + call.arguments().stream().map(Trees::argument).collect(Collectors.joining(", ", "(", ")"));
        } else if (expression instanceof Expr.Repetition repetition) {
            return bracketed(repetition.body()) + " for " + repetition.index() + " in " + bracketed(repetition.from())
                    + ".." + bracketed(repetition.to());
        }
        return SpecPrinter.print(expression);
    }

    private static String argument(Expr.Argument argument) {
        return argument.name().map(name -> name + " = ").orElse("") + bracketed(argument.value());
    }

    /** Everything of a tree but its spans. */
    static String show(Object tree) {
        if (tree instanceof Name name) {
            return name.text();
        } else if (tree instanceof List<?> list) {
            return list.stream().map(Trees::show).collect(Collectors.joining(", ", "[", "]"));
        } else if (tree instanceof Optional<?> optional) {
            return optional.map(Trees::show).orElse("-");
        } else if (tree instanceof Record) {
            return record(tree);
        }
        return String.valueOf(tree);
    }

    private static String record(Object tree) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : tree.getClass().getRecordComponents()) {
            if (component.getType() != SourceSpan.class && component.getType() != SourceText.class) {
                parts.add(show(component(tree, component)));
            }
        }
        return tree.getClass().getSimpleName() + "(" + String.join(", ", parts) + ")";
    }

    private static Object component(Object tree, RecordComponent component) {
        try {
            return component.getAccessor().invoke(tree);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
