// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.util.Locale;
import javax.tools.Diagnostic;

/** A message of Eclipse's compiler with the lines after the first moved in, as javac shows them. */
record Indented<S>(Diagnostic<? extends S> original) implements Diagnostic<S> {
    @Override
    public Kind getKind() {
        return original.getKind();
    }

    @Override
    public S getSource() {
        return original.getSource();
    }

    @Override
    public long getPosition() {
        return original.getPosition();
    }

    @Override
    public long getStartPosition() {
        return original.getStartPosition();
    }

    @Override
    public long getEndPosition() {
        return original.getEndPosition();
    }

    @Override
    public long getLineNumber() {
        return original.getLineNumber();
    }

    @Override
    public long getColumnNumber() {
        return original.getColumnNumber();
    }

    @Override
    public String getCode() {
        return original.getCode();
    }

    @Override
    public String getMessage(Locale locale) {
        return original.getMessage(locale).replace("\n", "\n  ");
    }

    @Override
    public String toString() {
        return getKind() + " in line " + getLineNumber() + ": " + getMessage(Locale.ROOT);
    }
}
