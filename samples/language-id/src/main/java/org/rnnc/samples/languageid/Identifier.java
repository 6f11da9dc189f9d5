// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.List;

/** Says which language a text is written in. */
@FunctionalInterface
interface Identifier {
    /**
     * Weighs the languages for each of some texts.
     *
     * @return for each text, for each language a number: the larger, the likelier
     */
    List<float[]> weigh(List<String> texts);

    /** The most likely language of each text. */
    default int[] identify(List<String> texts) {
        return weigh(texts).stream().mapToInt(Identifier::mostLikely).toArray();
    }

    private static int mostLikely(float[] weights) {
        int best = 0;
        for (int language = 1; language < weights.length; language++) {
            best = weights[language] > weights[best] ? language : best;
        }
        return best;
    }
}
