// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.rnnc.csv.CsvException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what stopped a command, in a line on the error stream and never as a stack trace. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof CommandException known) {
            say(command, String.valueOf(known.getMessage()));
            return ExitCode.ERRORS;
        }
        IOException file = failure instanceof UncheckedIOException wrapped
                ? wrapped.getCause()
                : failure instanceof IOException direct ? direct : null;
        if (file != null) {
            say(command, explain(file));
            return ExitCode.ERRORS;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        say(command, failure + (trace.length == 0 ? "" : ", at " + trace[0]));
        say(command, "this is a mistake of rnnc; please report it");
        return ExitCode.BUG;
    }

    private static void say(CommandLine command, String text) {
        command.getErr().println(command.getColorScheme().errorText("rnnc: " + text.replace("@|", "@ |")));
    }

    /** Java's own messages of many such exceptions are the name of the file alone. */
    static String explain(IOException failure) {
        if (failure instanceof CsvException csv && csv.remedy() != null) {
            return csv.problem() + "; " + option(csv.remedy());
        }
        if (!(failure instanceof FileSystemException system)) {
            return String.valueOf(failure.getMessage());
        }
        String file = String.valueOf(system.getFile());
        if (failure instanceof NoSuchFileException) {
            return file + " was not found";
        } else if (failure instanceof AccessDeniedException) {
            return file + ": access is denied";
        } else if (failure instanceof FileAlreadyExistsException) {
            return file + " is there already";
        } else if (failure instanceof NotDirectoryException) {
            return file + " is not a folder";
        }
        return file + (system.getReason() == null ? " cannot be read or written" : ": " + system.getReason());
    }

    /** What Java would call, as the command line has it. */
    private static String option(CsvException.Remedy remedy) {
        return switch (remedy) {
            case RULE_FOR_MISSING -> "--missing previous or --missing skip_row says what to do";
            case DECIMAL_COMMA -> "--decimal-comma reads it";
            case CHOICE_OF_COLUMNS -> "texts are for inputs and targets that are tokens";
        };
    }
}
