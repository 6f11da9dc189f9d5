// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.PrintWriter;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;

/** Prints findings as a build does; in colours where there is a terminal. */
public final class DiagnosticPrinter {
    private final PrintWriter out;
    private final Ansi ansi;
    private int errors;
    private int warnings;

    public DiagnosticPrinter(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** Onto the error stream of a command. */
    public static DiagnosticPrinter of(CommandSpec command) {
        return new DiagnosticPrinter(
                command.commandLine().getErr(),
                command.commandLine().getColorScheme().ansi());
    }

    public int errors() {
        return errors;
    }

    /** A finding with its line and a caret; of a file without text the message alone. */
    public void print(Diagnostic found) {
        boolean error = found.severity() == Severity.ERROR;
        errors += error ? 1 : 0;
        warnings += error ? 0 : 1;
        String text = found.span().source().text().isEmpty() ? withoutLine(found) : found.format();
        out.println(ansi.enabled() ? coloured(text, found, error ? Style.fg_red : Style.fg_yellow) : text);
    }

    /** What is wrong with no file in particular. */
    public void print(String problem) {
        errors++;
        out.println((ansi.enabled() ? paint("error", Style.fg_red) : "error") + ": " + problem);
    }

    /** How much was said; nothing if nothing was. */
    public void printSummary() {
        if (errors + warnings > 0) {
            String sum = errors == 0 ? "" : count(errors, "error");
            String rest = warnings == 0 ? "" : count(warnings, "warning");
            out.println(sum + (sum.isEmpty() || rest.isEmpty() ? "" : ", ") + rest);
        }
        out.flush();
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String withoutLine(Diagnostic found) {
        String severity = found.severity() == Severity.ERROR ? "error " : "warning ";
        return found.span().source().name() + ": " + severity + found.formatAlone();
    }

    /** The severity with its code, the caret and the word before a hint. */
    private String coloured(String text, Diagnostic found, IStyle style) {
        String head = (found.severity() == Severity.ERROR ? "error " : "warning ") + found.code();
        String result = replaceFirst(text, head, paint(head, style));
        int caret = text.indexOf("^");
        String carets = caret < 0
                ? ""
                : text.substring(text.lastIndexOf('\n', caret) + 1)
                        .lines()
                        .findFirst()
                        .orElse("");
        if (carets.matches("\\s*\\|\\s*\\^+")) {
            int at = carets.indexOf('^');
            result = replaceFirst(result, carets, carets.substring(0, at) + paint(carets.substring(at), style));
        }
        return replaceFirst(result, "\n  hint:", "\n  " + paint("hint:", Style.fg_cyan));
    }

    private static String replaceFirst(String text, String old, String replacement) {
        int at = text.indexOf(old);
        return at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + old.length());
    }

    private static String paint(String text, IStyle style) {
        return Style.bold.on() + style.on() + text + style.off() + Style.bold.off();
    }
}
