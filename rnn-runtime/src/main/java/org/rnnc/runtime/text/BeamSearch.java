// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;

/**
 * Searches for the likeliest sequences of one decoding. Of each step it keeps the tokens and where they go on from, so that a
 * sequence is put together at the end alone. Of equally likely ones the first found comes first. Logarithms are those of
 * {@link StrictMath}, which are the same everywhere.
 */
final class BeamSearch {
    private final DecodedStep step;
    private final int width;
    private final int maxSteps;
    private final int end;
    private final double[] penalty;

    private final State[] states;
    private final State[] next;
    private final boolean[] taken;
    /** By step and beam. */
    private final int[] tokens;

    private final int[] parents;
    private double[] likelihood;
    private double[] nextLikelihood;
    private final Candidates candidates;
    private final Candidates ofBeam;
    private final Finished finished;
    private int active;

    BeamSearch(
            StreamingModel model, DecodedStep step, int width, int best, int maxSteps, int end, double normalization) {
        this.step = step;
        this.width = width;
        this.maxSteps = maxSteps;
        this.end = end;
        this.penalty = new double[maxSteps + 1];
        for (int length = 0; length <= maxSteps; length++) {
            penalty[length] = StrictMath.pow((5 + length) / 6.0, normalization);
        }
        states = new State[width];
        next = new State[width];
        Arrays.setAll(states, i -> model.newState());
        taken = new boolean[width];
        tokens = new int[Math.multiplyExact(maxSteps, width)];
        parents = new int[tokens.length];
        likelihood = new double[width];
        nextLikelihood = new double[width];
        // Of the best twice as many as beams, at most half end a sequence.
        candidates = new Candidates(2 * width);
        ofBeam = new Candidates(2 * width);
        finished = new Finished(best);
    }

    /** The state that the sequence begins with. */
    State begin() {
        active = 1;
        likelihood[0] = 0;
        finished.clear();
        return states[0];
    }

    List<Decoded> search() {
        int t = 0;
        while (t < maxSteps && active > 0 && !isDecided()) {
            candidates.clear();
            for (int beam = 0; beam < active; beam++) {
                step.take(states[beam], t == 0 ? step.fedBack().start() : tokens[(t - 1) * width + beam]);
                offer(beam);
            }
            choose(t);
            t++;
        }
        for (int beam = 0; beam < active; beam++) {
            finished.offer(t, beam, likelihood[beam], likelihood[beam] / penalty[t], false);
        }
        return results();
    }

    /** The likeliest tokens of a beam, then among those of all beams. */
    private void offer(int beam) {
        ofBeam.clear();
        int count = step.fedBack().tokens();
        for (int token = 0; token < count; token++) {
            double chance = step.chance(token);
            if (chance > 0) {
                ofBeam.offer(beam, token, chance);
            }
        }
        for (int i = 0; i < ofBeam.size(); i++) {
            candidates.offer(beam, ofBeam.token(i), likelihood[beam] + StrictMath.log(ofBeam.value(i)));
        }
    }

    private void choose(int t) {
        int chosen = 0;
        Arrays.fill(taken, false);
        for (int i = 0; i < candidates.size() && chosen < width; i++) {
            int beam = candidates.beam(i);
            if (candidates.token(i) == end) {
                if (i < width) {
                    finished.offer(t, beam, candidates.value(i), candidates.value(i) / penalty[t + 1], true);
                }
                continue;
            }
            tokens[t * width + chosen] = candidates.token(i);
            parents[t * width + chosen] = beam;
            nextLikelihood[chosen] = candidates.value(i);
            chosen++;
        }
        moveStates(t, chosen);
        double[] before = likelihood;
        likelihood = nextLikelihood;
        nextLikelihood = before;
        active = chosen;
    }

    /** The first to go on from a beam has its state; others get copies, in those that nobody goes on from. */
    private void moveStates(int t, int chosen) {
        Arrays.fill(next, null);
        for (int i = 0; i < chosen; i++) {
            int parent = parents[t * width + i];
            if (!taken[parent]) {
                taken[parent] = true;
                next[i] = states[parent];
            }
        }
        int free = 0;
        for (int i = 0; i < width; i++) {
            if (next[i] == null) {
                while (taken[free]) {
                    free++;
                }
                next[i] = states[free++];
                if (i < chosen) {
                    next[i].copyFrom(states[parents[t * width + i]]);
                }
            }
        }
        System.arraycopy(next, 0, states, 0, width);
    }

    /** Whether no beam can become better than the worst of the sequences that have ended. */
    private boolean isDecided() {
        return finished.isFull() && likelihood[0] / penalty[maxSteps] <= finished.worst();
    }

    /** One sequence, of tokens that are drawn. */
    List<Decoded> draw(Sampling sampling, RandomSource random) {
        int token = step.fedBack().start();
        double sum = 0;
        for (int t = 0; t < maxSteps; t++) {
            step.take(states[0], token);
            token = step.chances() instanceof float[] floats
                    ? sampling.fromProbabilities(floats, random)
                    : sampling.fromProbabilities((double[]) step.chances(), random);
            sum += StrictMath.log(step.chance(token));
            if (token == end) {
                finished.offer(t, 0, sum, sum / penalty[t + 1], true);
                return results();
            }
            tokens[t * width] = token;
            parents[t * width] = 0;
        }
        finished.offer(maxSteps, 0, sum, sum / penalty[maxSteps], false);
        return results();
    }

    private List<Decoded> results() {
        List<Decoded> results = new ArrayList<>();
        for (int i = 0; i < finished.size(); i++) {
            int[] written = new int[finished.length(i)];
            int beam = finished.beam(i);
            for (int t = written.length - 1; t >= 0; t--) {
                written[t] = tokens[t * width + beam];
                beam = parents[t * width + beam];
            }
            results.add(new Decoded(written, finished.isEnded(i), finished.likelihood(i), finished.score(i)));
        }
        return results;
    }
}
