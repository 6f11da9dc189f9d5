// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rnnc completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Print a script with which bash and zsh complete what is typed.",
        description = "",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:it was printed", ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc completion > ~/.rnnc-completion     once",
            "  source ~/.rnnc-completion                in ~/.bashrc or ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("rnnc", spec.root().commandLine()));
        out.flush();
        return ExitCode.FINE;
    }
}
