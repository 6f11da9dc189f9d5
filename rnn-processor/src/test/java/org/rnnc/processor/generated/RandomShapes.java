// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.rnnc.runtime.model.Trees;

/** Trees that are put together by chance, some of them of no node at all; their nodes are numbered in any order. */
final class RandomShapes {
    private RandomShapes() {}

    /** @param sided by left and right children, else by parents */
    static int[] of(int nodes, int batch, boolean sided, SplittableRandom random) {
        int[] trees = new int[(sided ? 2 : 1) * nodes * batch];
        for (int tree = 0; tree < batch; tree++) {
            int[] number = shuffled(random.nextInt(nodes + 1), random);
            if (sided) {
                writeSides(trees, batch, tree, number, random);
            } else {
                int[] parents = new int[number.length];
                for (int i = 0; i < number.length; i++) {
                    parents[number[i]] = i == 0 ? Trees.NONE : number[random.nextInt(i)];
                }
                Trees.parents(trees, batch, tree, parents);
            }
        }
        return trees;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] number = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            number[i] = number[j];
            number[j] = i;
        }
        return number;
    }

    /** Each node finds a free place below those before it. */
    private static void writeSides(int[] trees, int batch, int tree, int[] number, SplittableRandom random) {
        int[][] sides = new int[2][number.length];
        Arrays.fill(sides[0], Trees.NONE);
        Arrays.fill(sides[1], Trees.NONE);
        for (int i = 1; i < number.length; i++) {
            int[] side;
            int parent;
            do {
                side = sides[random.nextInt(2)];
                parent = number[random.nextInt(i)];
            } while (side[parent] != Trees.NONE);
            side[parent] = number[i];
        }
        Trees.sides(trees, batch, tree, sides[0], sides[1]);
    }
}
