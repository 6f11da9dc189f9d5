// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.read;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.diag.Code;

final class Recovery extends DefaultErrorStrategy {
    private final SyntaxReport report;

    Recovery(SyntaxReport report) {
        this.report = report;
    }

    @Override
    public void reportError(Parser parser, RecognitionException failure) {
        Token at = failure.getOffendingToken();
        report.stumble(at, new SyntaxReport.Finding(Code.UNEXPECTED, at, at, "unexpected `" + at.getText() + "`", ""));
        super.beginErrorCondition(parser);
    }
}
