// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that was probably meant. Silence is better than a guess: another word is not a misspelt one, and most
 * short words are near to some other. What counts as a slip is a letter wrong, missing or too many, or two neighbours
 * swapped; few are made, hardly any at the first letter, and none in digits.
 */
public final class NearestName {
    /** Longer words are not worth the time; nobody means one of ours by them. */
    private static final int LONGEST = 64;

    /** Below this length only letter case and underscores may differ. */
    private static final int SHORTEST = 3;

    /** From this length the first letter may be wrong, if nothing else is. */
    private static final int FIRST_MAY_DIFFER = 6;

    private NearestName() {}

    /**
     * The candidate nearest to {@code written}, if one is near enough: one slip in a word of three letters and up, two
     * from six, three from ten. Letter case and underscores count for nothing. Of equally near candidates the first is
     * taken. A candidate equal to {@code written} is no suggestion.
     */
    public static Optional<String> of(String written, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = candidate.equals(written) ? Integer.MAX_VALUE : distance(written, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The candidate that differs in letter case and underscores alone. */
    public static Optional<String> same(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate ->
                        !candidate.equals(written) && plain(candidate).equals(plain(written)))
                .findFirst();
    }

    /** In small letters, without underscores. */
    static String plain(String word) {
        return word.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The number of slips; the largest number if they are too many. */
    private static int distance(String written, String candidate) {
        if (written.length() > LONGEST || candidate.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String from = plain(written);
        String to = plain(candidate);
        if (from.equals(to)) {
            return from.isEmpty() ? Integer.MAX_VALUE : 0;
        }
        if (Math.min(from.length(), to.length()) < SHORTEST || !digits(from).equals(digits(to))) {
            return Integer.MAX_VALUE;
        }
        int distance = editDistance(from, to);
        return distance <= allowed(from, to) ? distance : Integer.MAX_VALUE;
    }

    private static int allowed(String from, String to) {
        int length = Math.min(from.length(), to.length());
        boolean swapped = from.charAt(0) == to.charAt(1) && from.charAt(1) == to.charAt(0);
        if (from.charAt(0) != to.charAt(0)) {
            return swapped || length >= FIRST_MAY_DIFFER ? 1 : 0;
        }
        return length >= 10 ? 3 : length >= 6 ? 2 : 1;
    }

    private static String digits(String word) {
        return word.replaceAll("[^0-9]", "");
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
