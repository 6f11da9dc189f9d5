// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.stream.Collectors;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.plan.Plan;

/** The Javadoc of a generated class: the model's own words, its equations, its parameters with their shapes. */
final class Documentation {
    private final Plan plan;

    Documentation(Plan plan) {
        this.plan = plan;
    }

    CodeBlock ofModel() {
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
        text.add("<table>\n<caption>Parameters</caption>\n<tr><th>name</th><th>shape</th></tr>\n");
        TensorEmitter.byTensor(model.graph())
                .forEach((name, parameters) -> text.add(
                        "<tr><td>$L</td><td>$L</td></tr>\n",
                        escape(name),
                        shape(TensorEmitter.stackedShape(parameters))));
        return text.add("</table>\n").build();
    }

    private static String shape(List<Integer> sizes) {
        return sizes.stream().map(size -> "[" + size + "]").collect(Collectors.joining());
    }

    /** Text as HTML within a Javadoc comment. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;")
                .replace("\\", "&#92;");
    }
}
