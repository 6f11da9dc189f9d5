// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.tools.rnnc.graph.Drawing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rnnc graph}. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Draw models.",
        description = {
            "",
            "Of each model two pictures: NAME-cell.svg, the dataflow of one step with the shapes on its arrows, and "
                    + "NAME-unrolled.svg, its layers from step to step."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {ExitCode.FINE_TEXT, ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc graph CharRnn.rnn",
            "  rnnc graph src/main/rnn --out pictures --view unrolled",
            "  rnnc graph CharRnn.rnn --dot             for Graphviz"
        })
final class GraphCommand implements Callable<Integer> {
    @Mixin
    private ChosenModels chosen;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "where the pictures go; this folder, if nothing is said")
    private Path out;

    @Option(names = "--view", split = ",", paramLabel = "VIEW", description = "one of the two: cell or unrolled")
    private Set<Drawing.View> views = EnumSet.allOf(Drawing.View.class);

    @Option(names = "--dot", description = "write .dot files, for Graphviz")
    private boolean dot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<ModelSpec> models = chosen.read();
        PrintWriter output = spec.commandLine().getOut();
        for (ModelSpec model : models) {
            Drawing drawing = Drawing.of(model);
            for (Drawing.View view : Drawing.View.values()) {
                if (views.contains(view)) {
                    String name = model.name() + "-" + view.name().toLowerCase(Locale.ROOT) + (dot ? ".dot" : ".svg");
                    Path file = out.resolve(name);
                    OutputFile.writeIfChanged(file, dot ? drawing.dot(view) : drawing.svg(view));
                    output.println(file.normalize().toString().replace(File.separatorChar, '/'));
                }
            }
        }
        output.flush();
        return chosen.exit();
    }
}
