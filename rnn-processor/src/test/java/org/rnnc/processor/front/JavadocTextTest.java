// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavadocTextTest {
    @Test
    void plainWords() {
        assertEquals("", JavadocText.of(null));
        assertEquals("One line.", JavadocText.of(" One line. "));
        assertEquals("Two\nlines.", JavadocText.of(" Two\n lines.\n"));
    }

    @Test
    void withoutTags() {
        assertEquals(
                "Reads x, like String, at $1 bold.\n\n1 < 2",
                JavadocText.of(
                        " Reads {@code x}, like {@link String}, at $1 <b>bold</b>.\n\n <p>1 &lt; 2\n\n @see x\n more"));
    }

    @Test
    void whatIsNoTagStays() {
        assertEquals("a {brace and 1 < 2 {@x", JavadocText.of("a {brace and 1 < 2 {@x"));
    }
}
