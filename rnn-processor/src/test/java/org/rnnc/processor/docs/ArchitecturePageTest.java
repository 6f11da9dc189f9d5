// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.support.EmittedModel;

/**
 * The forms that {@code docs/architecture.md} shows of its model are what the compiler makes of it. {@code
 * -Ddocs.update=true} writes them anew.
 */
class ArchitecturePageTest {
    private static final String PAGE = "architecture.md";

    /** A block that {@code show}s a form, or the model they are of. */
    static boolean claims(PageBlocks.Block block) {
        return block.page().equals(PAGE) && !block.option("show").isEmpty();
    }

    @Test
    void showsWhatTheCompilerMakes() throws IOException {
        List<PageBlocks.Block> blocks = PageBlocks.of(PAGE);
        String model = blocks.stream()
                .filter(block -> block.option("show").equals("model"))
                .findFirst()
                .orElseThrow()
                .text();
        Map<String, String> forms = forms(model);
        if (Boolean.getBoolean("docs.update")) {
            update(blocks, forms);
            return;
        }
        for (PageBlocks.Block block : blocks) {
            String form = forms.get(block.option("show"));
            if (form != null) {
                assertEquals(form, block.text(), () -> block + " is not up to date");
            }
        }
        List<String> unknown = blocks.stream()
                .map(block -> block.option("show"))
                .filter(show -> !show.isEmpty() && !show.equals("model"))
                .filter(Predicate.not(forms::containsKey))
                .toList();
        assertEquals(List.of(), unknown);
    }

    private static void update(List<PageBlocks.Block> blocks, Map<String, String> forms) throws IOException {
        String page = Files.readString(PageBlocks.page(PAGE));
        for (PageBlocks.Block block : blocks) {
            String fence = "```" + block.info() + "\n";
            String form = forms.getOrDefault(block.option("show"), block.text());
            page = page.replace(fence + block.text() + "```", fence + form + "```");
        }
        Files.writeString(PageBlocks.page(PAGE), page);
    }

    private static Map<String, String> forms(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText(PAGE, text), diagnostics);
        ModelSpec spec = SpecCompiler.compile(file, List.of(), diagnostics).get(0);
        assertEquals(List.of(), diagnostics.all());
        Graph graph = spec.graph();
        Plan plan = EmittedModel.plan(spec);
        MemoryPlan memory = MemoryPlan.of(plan, new PlainTarget());
        Program window = plan.window().orElseThrow();
        String engine = EmittedModel.sources(spec, "example").get("example." + spec.name() + "_Engine");
        JavaExcerpt excerpt = new JavaExcerpt(engine);
        return Map.of(
                "tree", SpecPrinter.print(file),
                "graph", graph.explain(),
                "adjoint",
                        Differentiator.differentiate(graph, new Differentiator.Wanted(false, false))
                                .explain(graph),
                "packs",
                        String.join(
                                        "\n",
                                        plan.packs().all().stream()
                                                .map(pack -> memory.layout(pack).explain())
                                                .toList())
                                + "\n",
                "step", plan.step().orElseThrow().explain(plan.labels()),
                "window", window.explain(plan.labels()),
                "layout", memory.layout(window).explain(plan.labels()),
                "loop", excerpt.from("forward[A-Z].*"),
                "forward", excerpt.from("forward").split("\n}\n")[0] + "\n}\n");
    }
}
