// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.List;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;

/**
 * Where the value of a recurrent layer comes from.
 *
 * @param runs one, or one of each direction
 * @param merge how two become one value
 */
public record LayerValue(List<Pass> runs, Merge merge) {
    /** One instance's value, and the way its states run. */
    public record Pass(Node value, Direction direction) {}

    public LayerValue {
        runs = List.copyOf(runs);
    }

    public static LayerValue of(Node value, Direction direction) {
        return new LayerValue(List.of(new Pass(value, direction)), Merge.CONCAT);
    }

    public boolean isBidirectional() {
        return runs.size() > 1;
    }

    /** Whether all of it has read the whole sequence at the last step. */
    public boolean endsLast() {
        return runs.stream().allMatch(run -> run.direction() == Direction.FORWARD);
    }

    /** What each run ends with, merged as the runs are. */
    public Node last(GraphBuilder graph) {
        return merge.join(
                graph,
                runs.stream()
                        .map(run -> graph.selectStep(run.direction() == Direction.FORWARD, run.value()))
                        .toList());
    }
}
