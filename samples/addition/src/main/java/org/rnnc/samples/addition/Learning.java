// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Decoder;
import org.rnnc.samples.common.Shuffle;

/** Learns sums, epoch by epoch, and writes those that were held out. */
final class Learning {
    /**
     * What an epoch has come to, of sums that were not learned from.
     *
     * @param characters the share of characters that are right
     * @param sums the share of sums of which all are
     */
    record Score(double characters, double sums) {}

    private final Problem problem;
    private final Trainer trainer;
    private final Decoder decoder;
    private final Window window;
    private final int batch;
    private final RandomSource random;

    Learning(Model model, Problem problem, RandomSource random) {
        this.problem = problem;
        this.random = random;
        trainer = model.newTrainer();
        window = new Window(model.info());
        batch = model.info().batch();
        decoder = Decoder.of((StreamingModel) model).end(Sum.END).maxSteps(problem.answerLength() + 1);
    }

    /** Goes once over all sums, and then looks at those that were held out. */
    Score epoch() {
        List<Sum> order = Shuffle.shuffled(problem.training(), random);
        for (int from = 0; from + batch <= order.size(); from += batch) {
            trainer.train(window.of(order.subList(from, from + batch)));
        }
        return score();
    }

    private Score score() {
        int characters = 0;
        int sums = 0;
        for (Sum sum : problem.test()) {
            int right = sum.right(write(sum), problem.answerLength());
            characters += right;
            sums += right == problem.answerLength() ? 1 : 0;
        }
        double count = problem.test().size();
        return new Score(characters / count / problem.answerLength(), sums / count);
    }

    private int[] write(Sum sum) {
        return decoder.decode(sum.question()).tokens();
    }

    /** Some of the sums that were held out, as the network writes them. */
    List<String> answers(int count) {
        List<String> answers = new ArrayList<>();
        for (Sum sum : problem.test().subList(0, count)) {
            int[] written = write(sum);
            boolean right = sum.right(written, problem.answerLength()) == problem.answerLength();
            answers.add(sum + "=" + Sum.text(written) + (right ? "" : " (" + (sum.a() + sum.b()) + ")"));
        }
        return answers;
    }
}
