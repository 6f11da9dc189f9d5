// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.PackTable;
import org.rnnc.processor.schedule.pack.Stored;

/**
 * The panels of weights that a program makes anew whenever it runs, such as masked ones. They are filled right before they
 * are first read: then the weights are there, and a window that is not trained on does not fill what only its way back reads.
 */
public final class ProgramPanels {
    private final PackTable packs;
    private final Set<PanelCopy> all = new LinkedHashSet<>();
    private final Set<PanelCopy> filled = new HashSet<>();

    public ProgramPanels(PackTable packs) {
        this.packs = packs;
    }

    /**
     * Statements that fill what the work reads, unless that has been done since the weights were made. Work is told in the
     * order in which it is done, that of a loop before the loop.
     */
    public CodeBlock before(List<KernelEmitter.Work> next) {
        CodeBlock.Builder fill = CodeBlock.builder();
        for (KernelEmitter.Work work : next) {
            for (PanelCopy panels : work.call().panels()) {
                if (!panels.pack().isOfParameters() && filled.add(panels)) {
                    all.add(panels);
                    fill.add(Comments.line(panels.weights() + " in the order in which products read it"))
                            .add(panels.fill());
                }
            }
            work.kernels().forEach(this::made);
        }
        return fill.build();
    }

    /** Members of a pack may be made after others have been read already. */
    private void made(Kernel kernel) {
        for (Node node : kernel.nodes()) {
            if (node.isMatrix()) {
                Stored stored = packs.stored(node);
                filled.removeIf(panels -> !stored.isGradient() && panels.pack().equals(stored.pack()));
            }
        }
    }

    /** The fields, which come after those of the weights. */
    public List<FieldSpec> fields(ScalarType numbers) {
        return all.stream().map(panels -> panels.field(numbers)).toList();
    }
}
