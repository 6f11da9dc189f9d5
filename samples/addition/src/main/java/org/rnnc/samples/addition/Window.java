// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import java.util.List;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;

/** Some sums side by side, each as long as it is. */
final class Window {
    private final int batch;
    private final int[] tasks;
    private final int[] sums;
    private final int[] taskLengths;
    private final int[] sumLengths;
    private final Batch data;

    Window(ModelInfo info) {
        batch = info.batch();
        tasks = new int[info.window("question") * batch];
        sums = new int[info.window("answer") * batch];
        taskLengths = new int[batch];
        sumLengths = new int[batch];
        data = new Batch(info).input("task", tasks).target("sum", sums);
    }

    /** @param some as many as a batch has */
    Batch of(List<Sum> some) {
        for (int i = 0; i < batch; i++) {
            taskLengths[i] = fill(some.get(i).question(), tasks, i);
            sumLengths[i] = fill(some.get(i).answer(), sums, i);
        }
        return data.lengths("question", taskLengths).lengths("answer", sumLengths);
    }

    private int fill(int[] tokens, int[] steps, int sequence) {
        for (int step = 0; step < tokens.length; step++) {
            steps[step * batch + sequence] = tokens[step];
        }
        return tokens.length;
    }
}
