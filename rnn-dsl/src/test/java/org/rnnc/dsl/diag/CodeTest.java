// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeTest {
    @Test
    void numbersAreUnique() {
        assertEquals(
                Code.values().length,
                Arrays.stream(Code.values()).map(Code::id).distinct().count());
        assertEquals("RNN001", Code.UNEXPECTED.id());
    }

    @Test
    void everyCodeHasAMeaning() {
        Arrays.stream(Code.values()).forEach(code -> assertFalse(code.meaning().isBlank(), code.name()));
    }
}
