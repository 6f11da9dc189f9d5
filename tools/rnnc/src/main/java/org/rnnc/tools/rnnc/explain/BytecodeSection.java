// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.standalone.LoadedModel;
import org.rnnc.processor.standalone.MemoryCompiler;
import org.rnnc.processor.standalone.MethodSizes;

/** The methods of the generated classes, compiled by the Java at hand. */
final class BytecodeSection {
    private static final int LARGEST = 12;

    private BytecodeSection() {}

    private record Method(String type, String name, int bytes) {}

    static void write(ModelSpec model, Report report) {
        if (!MemoryCompiler.isThere()) {
            report.line("  Skipped: this Java has no compiler; a JDK has one.");
            return;
        }
        LoadedModel loaded = LoadedModel.of(model);
        List<Method> methods = new ArrayList<>();
        long all = 0;
        for (Map.Entry<String, byte[]> file : loaded.classes().entrySet()) {
            all += file.getValue().length;
            MethodSizes.of(file.getValue())
                    .forEach((name, bytes) ->
                            methods.add(new Method(file.getKey(), name.substring(0, name.indexOf('(')), bytes)));
        }
        methods.sort(Comparator.comparingInt(Method::bytes).reversed().thenComparing(Method::name));
        List<List<String>> rows = new ArrayList<>(List.of(List.of("largest methods", "of class", "bytes")));
        methods.stream()
                .limit(LARGEST)
                .forEach(method -> rows.add(List.of(method.name(), method.type(), Report.count(method.bytes()))));
        report.table(rows);
        report.line("  " + loaded.classes().size() + " classes of " + Report.bytes(all) + " with " + methods.size()
                + " methods; HotSpot compiles a method of up to " + Report.count(MethodSizes.HUGE_METHOD_LIMIT)
                + " bytes.");
        report.line(
                "  Engine: "
                        + (LoadedModel.hasVectors()
                                ? "kernels in the Vector API, with the plain ones for what these do not have."
                                : "plain loops; with --add-modules jdk.incubator.vector there is the faster one (docs/vector.md)."));
    }
}
