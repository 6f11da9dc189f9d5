// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The words of a heading. */
final class PlainText extends AbstractVisitor {
    private final StringBuilder words = new StringBuilder();

    String of(Node node) {
        node.accept(this);
        return words.toString();
    }

    @Override
    public void visit(Text text) {
        words.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        words.append(code.getLiteral());
    }
}
