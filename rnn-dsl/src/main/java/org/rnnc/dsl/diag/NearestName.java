// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class NearestName {
    /** Longer words are not worth the time; nobody means one of ours by them. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /**
     * The candidate nearest to {@code written}, if one is near enough: about one slip (a letter wrong, missing, too
     * many, or two swapped) per three letters. Letter case counts for nothing. Of equally near candidates the first
     * is taken. A candidate equal to {@code written} is no suggestion.
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(written, candidate);
            if (distance < bestDistance && distance <= allowed(written, candidate) && !candidate.equals(written)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int allowed(String written, String candidate) {
        return Math.min(3, Math.min(written.length(), candidate.length()) / 3 + (written.length() > 1 ? 1 : 0));
    }

    private static int distance(String written, String candidate) {
        if (written.length() > LONGEST || candidate.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        return editDistance(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }

    /** Damerau's distance, restricted: no part is edited twice. */
    static int editDistance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(from, to, cost, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(String from, String to, int[][] cost, int i, int j) {
        int change = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
