// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line; each subcommand is a class of its own. */
@Command(
        name = "rnnc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Recurrent networks, written as equations, become plain Java.",
        description = {"", "An annotation processor does the same within a build; the command needs none."},
        commandListHeading = "%nCommands:%n",
        subcommands = {
            NewCommand.class,
            CheckCommand.class,
            FormatCommand.class,
            GenerateCommand.class,
            ExplainCommand.class,
            GraphCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc new weather               begin a project, which builds as it is",
            "  rnnc check src/main/rnn        say what is wrong, in all files of a folder",
            "  rnnc explain CharRnn.rnn       tell what becomes of a model, and what it costs",
            "  rnnc help check                more about one command",
            "",
            "Colours are for terminals alone; NO_COLOR=1 turns them off."
        })
public final class Rnnc implements Runnable {
    @Spec
    private CommandSpec spec;

    private Rnnc() {}

    /** Runs one command; {@code --help} lists them. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Rnnc())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100);
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
