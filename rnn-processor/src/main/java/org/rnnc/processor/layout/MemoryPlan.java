// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Planner;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.pack.Pack;

/** Where everything is that a plan computes with: parameters in their packs, and the values of each program. */
public final class MemoryPlan {
    private final Plan plan;
    private final Target target;
    private final Map<Program, Layout> layouts = new IdentityHashMap<>();
    private final Map<Pack, PackLayout> packs = new HashMap<>();

    private MemoryPlan(Plan plan, Target target) {
        this.plan = plan;
        this.target = target;
        BufferNames names = new BufferNames(plan.labels(), plan.standIns());
        plan.programs().all().forEach(program -> {
            List<Stage> readers =
                    new ArrayList<>(program == plan.refresh() ? plan.programs().readers() : List.of());
            readers.addAll(program.stages());
            layouts.put(program, new LayoutPlanner(program, readers, plan.packs(), target, names).plan());
        });
        plan.packs().everyRole().forEach(pack -> packs.put(pack, target.layout(pack)));
    }

    /** What {@code target} makes of a model. */
    public static MemoryPlan of(ModelSpec model, Target target) {
        return of(Planner.plan(model, target.budget()), target);
    }

    /** @param plan made with the target's budget */
    public static MemoryPlan of(Plan plan, Target target) {
        return new MemoryPlan(plan, target);
    }

    public Plan plan() {
        return plan;
    }

    public Target target() {
        return target;
    }

    /** Where a program's values are. */
    public Layout layout(Program program) {
        return Objects.requireNonNull(layouts.get(program));
    }

    /** How a pack is kept. */
    public PackLayout layout(Pack pack) {
        return Objects.requireNonNull(packs.get(pack));
    }

    /** What the target made of a plan: how parameters are kept, then the memory of each program. */
    public String explain() {
        StringBuilder out = new StringBuilder("target ").append(target.name()).append('\n');
        plan.packs().all().forEach(pack -> out.append(layout(pack).explain()).append('\n'));
        plan.programs().byTitle().forEach((title, program) -> {
            if (!program.forward().isEmpty()) {
                out.append("\n==== memory of ")
                        .append(title)
                        .append('\n')
                        .append(layout(program).explain(plan.labels()));
            }
        });
        return out.toString();
    }
}
