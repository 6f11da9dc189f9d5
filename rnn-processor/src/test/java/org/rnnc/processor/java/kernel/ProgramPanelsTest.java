// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.support.EmittedModel;

/** When panels of weights that a program makes are filled: before they are read, and again if the weights are others. */
class ProgramPanelsTest {
    private static final String FILL = "KERNELS.fill(panels, rows, 0, 8);\n";

    private final Plan plan = EmittedModel.plan(EmittedModel.spec("Masked", """
            input x: vector<3>
            output y = x |> lstm(4, dropConnect = 0.5)
            loss mse(y)
            train { window 5 }
            """));
    private final ProgramPanels panels = new ProgramPanels(plan.packs());

    /** One gate's matrix after the other is masked. */
    private final List<Kernel> masked = plan.window().orElseThrow().forward().stream()
            .flatMap(stage -> stage.kernels().stream())
            .filter(kernel -> kernel.nodes().stream().anyMatch(Node::isMatrix))
            .toList();

    private final Pack pack = plan.packs().stored(masked.get(0).nodes().get(0)).pack();

    private static KernelEmitter.Work reads(Pack pack) {
        PanelCopy copy = new PanelCopy("panels", pack, "rows", CodeBlock.of("rows"), 8, "A copy.", CodeBlock.of(FILL));
        return new KernelEmitter.Work(List.of(), new KernelCall(CodeBlock.of("read();\n"), Scratch.NONE, Set.of(copy)));
    }

    private KernelEmitter.Work makes(int gate) {
        return new KernelEmitter.Work(masked.get(gate), KernelCall.of(CodeBlock.of("make();\n")));
    }

    private boolean fills(KernelEmitter.Work... next) {
        return panels.before(List.of(next)).toString().contains(FILL);
    }

    @Test
    void theFirstThatReadsThemHasThemFilled() {
        assertEquals(4, masked.size());
        assertTrue(!fills(makes(0)) && !fills(makes(1)) && !fills(makes(2)) && !fills(makes(3)));
        assertTrue(fills(reads(pack)));
        assertTrue(!fills(reads(pack)));
        assertTrue(!fills(reads(pack), reads(pack)));
    }

    @Test
    void theyAreFilledAgainWhenAnotherMemberWasMade() {
        assertTrue(fills(makes(0), reads(pack)));
        assertTrue(!fills(makes(1)));
        assertTrue(fills(reads(pack)));
        assertTrue(!fills(reads(pack)));
    }

    /** These fill theirs themselves. */
    @Test
    void panelsOfParametersAreLeftToTheWeights() {
        assertTrue(!fills(reads(plan.packs().all().get(0))));
    }
}
