// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.List;

/** Gives each character of a text a tag. */
interface Tagger {
    /** For tables. */
    String title();

    /** The tags of each text's characters. */
    List<List<Field>> tag(List<String> texts);
}
