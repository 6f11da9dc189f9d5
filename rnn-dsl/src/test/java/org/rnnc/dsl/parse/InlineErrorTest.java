// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** Mistakes that only inline text can have. */
class InlineErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "model X { input x: scalar } output y = x; RNN014; inline text is the body of a model already; 2",
                "input x: scalar cell c(n) { output h } output y = x; RNN014;"
                        + " own cells stand before the statements of the model; 2",
                "input x: scalar } output y = x; RNN003; `}` closes nothing; 2",
                "window 25 output y = x; RNN014; `window` is an option of training; 0",
                "train { window 25; RNN002; the `{` of `train` has no `}` before the end of the text; 1"
            })
    void isReportedOnce(String text, String code, String message, int items) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.readInline(new SourceText("Inline", text), "M", diagnostics);
        assertEquals(1, diagnostics.all().size(), () -> Trees.messages(diagnostics));
        Diagnostic found = diagnostics.all().get(0);
        assertEquals(code + " " + message, found.code() + " " + found.message());
        assertEquals(items, file.models().get(0).items().size());
    }
}
