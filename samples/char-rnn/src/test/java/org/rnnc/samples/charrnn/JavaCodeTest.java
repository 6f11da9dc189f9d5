// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavaCodeTest {
    @Test
    void dropsCommentsAndTheLinesTheyLeaveBlank() {
        String source =
                "/* A licence. */\npackage p; // here\n\n/**\n * What it is.\n */\n\nclass A {\n    // nothing\n}\n";
        assertEquals("package p;\n\nclass A {\n\n}\n\n", JavaCode.withoutComments(source));
    }

    @Test
    void keepsWhatOnlyLooksLikeAComment() {
        String source = "String a = \"http://x\", b = \"\\\"/*\", c = \"*/\"; char d = '\"'; // gone";
        assertEquals(
                "String a = \"http://x\", b = \"\\\"/*\", c = \"*/\"; char d = '\"';\n\n",
                JavaCode.withoutComments(source));
    }

    @Test
    void keepsTextBlocks() {
        String source = "String a = \"\"\"\n    // \"kept\"\n    \"\"\";\n";
        assertEquals(source + "\n", JavaCode.withoutComments(source));
    }
}
