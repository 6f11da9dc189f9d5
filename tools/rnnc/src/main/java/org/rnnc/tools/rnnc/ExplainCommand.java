// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.tools.rnnc.explain.Explanation;
import org.rnnc.tools.rnnc.explain.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rnnc explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Tell what becomes of a model.",
        description = {
            "",
            "Its equations, parameters and values with their shapes, operations and bytes, the schedule, the memory of each "
                    + "workspace, the bytecode of generated methods, and what probably bounds the speed."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {ExitCode.FINE_TEXT, ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc explain CharRnn.rnn",
            "  rnnc explain CharRnn.rnn --only parameters,work,bound",
            "  rnnc explain models.rnn --model Tagger | less"
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ChosenModels chosen;

    @Option(names = "--only", split = ",", paramLabel = "SECTION", description = "some of: ${COMPLETION-CANDIDATES}")
    private Set<Section> sections = EnumSet.allOf(Section.class);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<ModelSpec> models = chosen.read();
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        UnaryOperator<String> heading =
                text -> ansi.enabled() ? Style.bold.on() + text + Style.bold.off() : "== " + text;
        PrintWriter out = spec.commandLine().getOut();
        for (ModelSpec model : models) {
            out.print(Explanation.of(model, sections, heading));
            out.println();
        }
        out.flush();
        return chosen.exit();
    }
}
