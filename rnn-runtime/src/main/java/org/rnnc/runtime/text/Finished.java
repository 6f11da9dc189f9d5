// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

/** The best sequences that a search is done with, the best one first; of equal ones the first that was found. */
final class Finished {
    private final int[] lengths;
    /** The beam that the last token is in. */
    private final int[] beams;

    private final double[] likelihoods;
    private final double[] scores;
    private final boolean[] ended;
    private int size;

    Finished(int most) {
        lengths = new int[most];
        beams = new int[most];
        likelihoods = new double[most];
        scores = new double[most];
        ended = new boolean[most];
    }

    void clear() {
        size = 0;
    }

    void offer(int length, int beam, double likelihood, double score, boolean isEnded) {
        if (isFull() && score <= worst()) {
            return;
        }
        int place = isFull() ? size - 1 : size++;
        while (place > 0 && scores[place - 1] < score) {
            copy(place - 1, place);
            place--;
        }
        lengths[place] = length;
        beams[place] = beam;
        likelihoods[place] = likelihood;
        scores[place] = score;
        ended[place] = isEnded;
    }

    private void copy(int from, int to) {
        lengths[to] = lengths[from];
        beams[to] = beams[from];
        likelihoods[to] = likelihoods[from];
        scores[to] = scores[from];
        ended[to] = ended[from];
    }

    boolean isFull() {
        return size == scores.length;
    }

    double worst() {
        return scores[size - 1];
    }

    int size() {
        return size;
    }

    int length(int index) {
        return lengths[index];
    }

    int beam(int index) {
        return beams[index];
    }

    double likelihood(int index) {
        return likelihoods[index];
    }

    double score(int index) {
        return scores[index];
    }

    boolean isEnded(int index) {
        return ended[index];
    }
}
