// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands out names, none of them twice: the wanted one, else the first that is free of those with a number behind it. For
 * each name it remembers which numbers are gone, so that a thousand that want the same one are not a million trials.
 */
public final class Distinct {
    /** Far below what a class file can hold, and more than anybody reads. */
    private static final int LONGEST = 250;

    private final String separator;
    private final Set<String> taken;
    private final Map<String, Integer> next = new HashMap<>();

    /** @param separator what stands between a name and its number */
    public Distinct(String separator) {
        this(separator, List.of());
    }

    /** @param taken names that are not free */
    public Distinct(String separator, Collection<String> taken) {
        this.separator = separator;
        this.taken = new HashSet<>(taken);
    }

    /** {@code like}, or {@code like2}, {@code like3} and so on; of a name too long to be read the beginning is kept. */
    public String of(String like) {
        String wanted = like.length() <= LONGEST ? like : like.substring(0, LONGEST);
        String name = wanted;
        int number = next.getOrDefault(wanted, 1);
        while (number > 1 && !taken.add(name = wanted + separator + number) || number == 1 && !taken.add(name)) {
            number++;
        }
        next.put(wanted, number + 1);
        return name;
    }

    /** The first of several that is free; else the first of all, with a number. */
    public String firstOf(List<String> likes) {
        return of(
                likes.stream().filter(like -> !taken.contains(like)).findFirst().orElse(likes.get(0)));
    }
}
