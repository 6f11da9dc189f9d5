// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.support;

import java.util.Collection;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Names {
    /** Longer names, which only a hostile file has, are not compared. */
    private static final int LONGEST = 200;

    /** Nor are more of them than this. */
    private static final int MOST = 1000;

    private Names() {}

    /** The closest of the candidates, if one is close enough to be worth a hint. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        int seen = 0;
        for (String candidate : candidates) {
            if (++seen > MOST) {
                break;
            }
            if (name.length() > LONGEST || candidate.length() > LONGEST) {
                continue;
            }
            int distance = distance(name, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return bestDistance <= Math.max(2, name.length() / 3) ? Optional.ofNullable(best) : Optional.empty();
    }

    /** Levenshtein's distance: the fewest insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
