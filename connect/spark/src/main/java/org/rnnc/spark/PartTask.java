// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.util.Iterator;
import java.util.function.IntFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** What a task does in a round: the parts it was given, which follow each other, and what they come to. */
final class PartTask implements FlatMapFunction<Iterator<int[]>, Partial> {
    private static final long serialVersionUID = 1;

    private final String training;
    private final Broadcast<Supply> supply;
    private final Broadcast<Round> round;

    PartTask(String training, Broadcast<Supply> supply, Broadcast<Round> round) {
        this.training = training;
        this.supply = supply;
        this.round = round;
    }

    @Override
    public Iterator<Partial> call(Iterator<int[]> ranges) throws Exception {
        int[] range = ranges.next();
        Round now = round.value();
        // One that fails is not given back: whatever is wrong with it is gone with it.
        Replica replica = Replica.take(training, supply.value());
        replica.set(now);
        IntFunction<Partial> part = now.count() == 0 ? i -> replica.gradients(i, now) : i -> replica.updates(i, now);
        Iterator<Partial> nodes =
                PartTree.nodes(now.parts(), range[0], range[1], part).iterator();
        replica.giveBack();
        return nodes;
    }
}
