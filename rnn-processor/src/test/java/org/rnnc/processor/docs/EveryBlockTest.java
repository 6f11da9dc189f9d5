// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Whatever a page shows between fences is tried by one test, or stands here with the reason why not. A new block that
 * nobody claims fails: give it to a test, by that test's {@code claims}.
 */
class EveryBlockTest {
    private static Map<String, Predicate<PageBlocks.Block>> runners() {
        Map<String, Predicate<PageBlocks.Block>> runners = new LinkedHashMap<>();
        runners.put("ReadmeTest", ReadmeTest::claims);
        runners.put("LanguagePageTest", LanguagePageTest::claims);
        runners.put("AnnotationExamplesTest", AnnotationExamplesTest::claims);
        runners.put("TrainingPageTest", TrainingPageTest::claims);
        runners.put("GuidePageTest of tools/rnnc", block -> block.is("guide.md", "java"));
        runners.put("ScoringTest of connect/kafka", block -> block.is("scale.md", "java"));
        runners.put("InsidePageTest", InsidePageTest::claims);
        runners.put("PyTorchPageTest", PyTorchPageTest::claims);
        runners.put("ArchitecturePageTest", ArchitecturePageTest::claims);
        runners.put("SamplePagesTest", SamplePagesTest::claims);
        runners.put(
                "DiagnosticsFixtureTest, which writes the page",
                block -> block.page().equals("diagnostics.md"));
        runners.put("MavenTest and PluginTest of tools/build-tests", block -> block.is(PageBlocks.README, "xml"));
        runners.put(
                "PluginTest and MatrixTest of tools/build-tests",
                block -> block.page().equals("builds.md") && !block.language().equals("groovy"));
        runners.put(
                "GradleTest of tools/build-tests, in the profile builds",
                block -> block.is("builds.md", "groovy") || block.is(PageBlocks.README, "groovy"));
        runners.put(
                "TutorialTest of tools/build-tests, which does what the pages say",
                block -> block.page().equals("tutorial.md") || block.page().equals("translation.md"));
        runners.put(
                "VectorTest of tools/build-tests, which reads what is said of Gradle",
                block -> block.page().equals("vector.md"));
        runners.put(
                "ModuleTest of tools/build-tests",
                block -> block.is(PageBlocks.README, "java") && block.text().startsWith("module "));
        runners.put("ReadmeTest of tools/rnnc", block -> block.page().startsWith("../tools/rnnc/"));
        runners.put(".ci/run, which runs the README's commands", block -> block.is(PageBlocks.README, "sh"));
        runners.put(
                "nobody: the build has no PyTorch, and PyTorchPageTest has its tensors",
                block -> block.is("pytorch.md", "python"));
        runners.put(
                "nobody: what a sample printed once, on one machine",
                block -> block.page().startsWith("../samples/") && block.info().isEmpty());
        return runners;
    }

    @Test
    void isTriedByOneTest() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (PageBlocks.Block block : PageBlocks.all()) {
            List<String> claimed = runners().entrySet().stream()
                    .filter(runner -> runner.getValue().test(block))
                    .map(Map.Entry::getKey)
                    .toList();
            if (claimed.size() != 1) {
                wrong.add(block + ": " + (claimed.isEmpty() ? "no test" : claimed));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void noRunnerIsIdle() throws IOException {
        for (Map.Entry<String, Predicate<PageBlocks.Block>> runner : runners().entrySet()) {
            assertFalse(PageBlocks.all(runner.getValue()).isEmpty(), runner.getKey());
        }
    }

    /** Blocks that would not be seen as such above. */
    @Test
    void fencesStandAtTheMargin() throws IOException {
        for (String page : new TreeSet<>(
                PageBlocks.all().stream().map(PageBlocks.Block::page).toList())) {
            for (String line : Files.readAllLines(PageBlocks.page(page))) {
                assertFalse(line.matches("\\s+(```|~~~).*|~~~.*|````.*"), page + ": " + line);
            }
        }
    }
}
