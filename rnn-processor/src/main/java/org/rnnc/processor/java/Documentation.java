// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;

/** The Javadoc of a generated class: the model's own words, its equations, its parameters with their shapes. */
public final class Documentation {
    private final Plan plan;

    public Documentation(Plan plan) {
        this.plan = plan;
    }

    public CodeBlock ofModel() {
        ModelSpec model = plan.model();
        CodeBlock.Builder text = CodeBlock.builder();
        if (!model.documentation().isBlank()) {
            text.add("$L\n\n", escape(model.documentation().strip()));
        }
        if (!model.equations().isEmpty()) {
            text.add("<pre>\n");
            model.equations().forEach(line -> text.add("$L\n", escape(line)));
            text.add("</pre>\n\n");
        }
        text.add("<table>\n<caption>Parameters</caption>\n<tr><th>name</th><th>shape</th><th>in the"
                + " equations</th></tr>\n");
        StackedTensors.byTensor(model.graph())
                .forEach((name, parameters) -> text.add(
                        "<tr><td>$L</td><td>$L</td><td>$L</td></tr>\n",
                        escape(name),
                        shape(StackedTensors.stackedShape(parameters)),
                        parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))));
        return text.add("</table>\n").build();
    }

    /** {@code 25 steps of 32 sequences}. */
    public static String ofWindow(Program program) {
        String steps = program.axes().stream()
                .map(axis ->
                        count(program.steps(axis), "step") + (program.axes().size() == 1 ? "" : " of " + axis.name()))
                .collect(Collectors.joining(" and "));
        return steps + " of " + count(program.batch(), "sequence");
    }

    private static String count(int count, String of) {
        return count + " " + of + (count == 1 ? "" : "s");
    }

    private static String shape(List<Integer> sizes) {
        return sizes.stream().map(size -> "[" + size + "]").collect(Collectors.joining());
    }

    /** Text as HTML within a Javadoc comment. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;")
                .replace("\\", "&#92;");
    }
}
