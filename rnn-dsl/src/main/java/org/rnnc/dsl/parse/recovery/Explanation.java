// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.recovery;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.parse.token.SyntaxErrors.Finding;

/**
 * What is wrong, in our words.
 *
 * @param again the token to read on from, after a word was corrected; null to give the statement up
 */
record Explanation(Finding finding, @Nullable Token again) {
    static Explanation of(Finding finding) {
        return new Explanation(finding, null);
    }
}
