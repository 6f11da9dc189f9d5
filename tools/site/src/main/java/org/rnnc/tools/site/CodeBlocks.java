// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Blocks between fences, specs in colours. */
final class CodeBlocks implements NodeRenderer {
    private final HtmlWriter html;
    private final Highlighter highlighter;

    CodeBlocks(HtmlNodeRendererContext context, Highlighter highlighter) {
        this.html = context.getWriter();
        this.highlighter = highlighter;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        FencedCodeBlock block = (FencedCodeBlock) node;
        String language = block.getInfo() == null ? "" : block.getInfo().split(" ")[0];
        String text = block.getLiteral();
        html.line();
        html.raw("<pre><code>" + (language.equals("rnn") ? highlighter.html(text) : Highlighter.escape(text))
                + "</code></pre>");
        html.line();
    }
}
