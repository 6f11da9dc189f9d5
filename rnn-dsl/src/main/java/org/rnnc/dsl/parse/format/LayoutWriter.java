// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.DocComment;

/**
 * Writes a file's tokens in their order, each once: declarations apart, a statement a line, and of empty lines between
 * statements one. What stands behind a statement in its line stays there.
 */
final class LayoutWriter {
    private static final String INDENT = "  ";

    /** Of what stands behind {@code input}, {@code output} and {@code loss} in a model. */
    private static final int COLUMN = "output ".length();

    private final CommonTokenStream tokens;
    private final Set<Integer> begins;
    private final Lines lines = new Lines();

    /** The last token that was written, or taken out. */
    private @Nullable Token last;

    private LayoutWriter(CommonTokenStream tokens, RnnParser.FileContext file) {
        this.tokens = tokens;
        this.begins = ValueBeginnings.of(file);
    }

    static String write(CommonTokenStream tokens, RnnParser.FileContext file) {
        LayoutWriter writer = new LayoutWriter(tokens, file);
        for (RnnParser.DeclarationContext declaration : file.declaration()) {
            writer.declaration(declaration);
        }
        writer.comments(file.EOF().getSymbol(), "", writer.last != null);
        return writer.lines.text();
    }

    private void declaration(RnnParser.DeclarationContext declaration) {
        ParserRuleContext whole = (ParserRuleContext) declaration.getChild(0);
        boolean model = declaration.model() != null;
        RnnParser.BodyContext body =
                model ? declaration.model().body() : declaration.cell().body();
        boolean first = last == null;
        boolean commented = comments(whole.getStart(), "", !first);
        if (!commented && !first || commented && isApart(whole.getStart())) {
            lines.addBlank();
        }
        Token brace = body.OPEN_BRACE().getSymbol();
        Token end = body.CLOSE_BRACE().getSymbol();
        if (isEmpty(brace, end)) {
            statement(whole.getStart(), end, "", 0);
            return;
        }
        statement(whole.getStart(), brace, "", 0);
        for (RnnParser.ItemContext item : body.item()) {
            between(item.getStart(), INDENT, brace);
            item(item, model);
        }
        between(end, INDENT, null);
        statement(end, end, "", 0);
    }

    private void item(RnnParser.ItemContext item, boolean ofModel) {
        if (item.trainItem() != null) {
            train(item.trainItem());
            return;
        }
        boolean aligned = ofModel && (item.inputItem() != null || item.outputItem() != null || item.lossItem() != null);
        statement(item.getStart(), item.getStop(), INDENT, aligned ? COLUMN : 0);
    }

    // ---- training --------------------------------------------------------------------------------------------------

    private void train(RnnParser.TrainItemContext train) {
        RnnParser.TrainBlockContext block = train.trainBlock();
        Token brace = block.OPEN_BRACE().getSymbol();
        Token end = block.CLOSE_BRACE().getSymbol();
        String line = inOneLine(train);
        if (isEmpty(brace, end)) {
            statement(train.getStart(), end, INDENT, 0);
        } else if (line != null) {
            lines.add(line);
            last = end;
        } else {
            statement(train.getStart(), brace, INDENT, 0);
            for (RnnParser.TrainOptionContext option : block.trainOption()) {
                between(option.getStart(), INDENT + INDENT, brace);
                statement(option.getStart(), option.getStop(), INDENT + INDENT, 0);
            }
            between(end, INDENT + INDENT, null);
            statement(end, end, INDENT, 0);
        }
    }

    /** A block that was written in one line stays there, if it fits; null for one that does not. */
    private @Nullable String inOneLine(RnnParser.TrainItemContext train) {
        Token start = train.getStart();
        Token end = train.getStop();
        if (start.getLine() != end.getLine() || hasComment(start, end)) {
            return null;
        }
        List<String> options = new ArrayList<>();
        for (RnnParser.TrainOptionContext option : train.trainBlock().trainOption()) {
            options.addAll(Statement.lines(range(option.getStart(), option.getStop()), begins, "", 0));
        }
        String line = INDENT + "train { " + String.join("; ", options) + " }";
        return options.size() == train.trainBlock().trainOption().size() && line.length() <= Statement.WIDTH
                ? line
                : null;
    }

    // ---- what is between statements --------------------------------------------------------------------------------

    /** Comments before {@code next}, and an empty line if there was one; none after {@code brace} and before an end. */
    private void between(Token next, String margin, @Nullable Token brace) {
        boolean first = brace != null && last == brace;
        boolean commented = comments(next, margin, false);
        boolean end = next.getType() == RnnLexer.CLOSE_BRACE;
        if (!end && (!first || commented) && isApart(next)) {
            lines.addBlank();
        }
    }

    /**
     * Writes the comments that stand before {@code next}, those behind the last statement in its line, and takes out the
     * semicolons: only one that keeps a comment from documenting what follows is needed.
     *
     * @param apart whether an empty line comes before the first
     * @return whether there were any on lines of their own
     */
    private boolean comments(Token next, String margin, boolean apart) {
        boolean any = false;
        Token before = last;
        for (int at = last == null ? 0 : last.getTokenIndex() + 1; at < next.getTokenIndex(); at++) {
            Token token = tokens.get(at);
            if (token.getType() == RnnLexer.SEMICOLON) {
                if (before != null && DocComment.isOne(before.getText())) {
                    lines.glue(";");
                }
                // What follows is as far away as it was.
                before = before == null ? null : token;
                continue;
            }
            if (before != null && Lines.between(before, token) == 0 && isShort(token)) {
                lines.append(token.getText().stripTrailing());
            } else {
                boolean opened = before != null && before.getType() == RnnLexer.OPEN_BRACE;
                if (!any && apart || before != null && !opened && Lines.between(before, token) > 1) {
                    lines.addBlank();
                }
                CommentLines.of(token.getText(), margin).forEach(lines::add);
                any = true;
            }
            before = token;
        }
        return any;
    }

    /** Whether an empty line stands before {@code next}. */
    private boolean isApart(Token next) {
        int at = next.getTokenIndex();
        return at > 0 && Lines.between(tokens.get(at - 1), next) > 1;
    }

    private static boolean isShort(Token comment) {
        return !comment.getText().contains("\n");
    }

    // ---- tokens ----------------------------------------------------------------------------------------------------

    private void statement(Token from, Token to, String margin, int column) {
        Statement.lines(range(from, to), begins, margin, column).forEach(lines::add);
        last = to;
    }

    private List<Token> range(Token from, Token to) {
        return tokens.get(from.getTokenIndex(), to.getTokenIndex());
    }

    private boolean hasComment(Token from, Token to) {
        return range(from, to).stream().anyMatch(token -> token.getChannel() != Token.DEFAULT_CHANNEL);
    }

    private static boolean isEmpty(Token brace, Token end) {
        return end.getTokenIndex() == brace.getTokenIndex() + 1;
    }
}
