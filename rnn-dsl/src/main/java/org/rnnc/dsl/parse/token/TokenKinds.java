// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.token;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.rnnc.dsl.grammar.RnnLexer;

/** What a token can be, told from its kind and its neighbours'. */
public final class TokenKinds {
    public static final List<String> TYPES = List.of("scalar", "vector", "matrix", "token");
    public static final List<String> DECLARATIONS = List.of("cell", "model");
    public static final List<String> ITEMS = List.of("input", "param", "state", "output", "loss", "train", "precision");
    public static final List<String> OPTIONS = List.of(
            "window",
            "batch",
            "optimizer",
            "clip",
            "start",
            "freeze",
            "maxNorm",
            "observe",
            "seed",
            "unroll",
            "gradients");

    public static final Map<String, Integer> OPTION_KINDS = Map.ofEntries(
            Map.entry("window", RnnLexer.WINDOW),
            Map.entry("batch", RnnLexer.BATCH),
            Map.entry("optimizer", RnnLexer.OPTIMIZER),
            Map.entry("clip", RnnLexer.CLIP),
            Map.entry("start", RnnLexer.START),
            Map.entry("freeze", RnnLexer.FREEZE),
            Map.entry("maxNorm", RnnLexer.MAX_NORM),
            Map.entry("observe", RnnLexer.OBSERVE),
            Map.entry("seed", RnnLexer.SEED),
            Map.entry("unroll", RnnLexer.UNROLL),
            Map.entry("gradients", RnnLexer.GRADIENTS));
    public static final Map<String, Integer> ITEM_KINDS = Map.of(
            "input", RnnLexer.INPUT,
            "param", RnnLexer.PARAM,
            "state", RnnLexer.STATE,
            "output", RnnLexer.OUTPUT,
            "loss", RnnLexer.LOSS,
            "train", RnnLexer.TRAIN,
            "precision", RnnLexer.PRECISION);

    private static final Set<Integer> SIGNS = Set.of(
            RnnLexer.PIPE,
            RnnLexer.HADAMARD,
            RnnLexer.HADAMARD_DIVIDE,
            RnnLexer.STAR,
            RnnLexer.SLASH,
            RnnLexer.PLUS,
            RnnLexer.MINUS);

    private TokenKinds() {}

    public static boolean isName(Token token) {
        int type = token.getType();
        return type == RnnLexer.IDENTIFIER || type >= RnnLexer.AS && type <= RnnLexer.WINDOW;
    }

    /** A word that begins a training option. */
    public static boolean isOption(Token token) {
        return OPTION_KINDS.containsValue(token.getType());
    }

    /** An operator, {@code |>} among them. */
    public static boolean isSign(Token token) {
        return SIGNS.contains(token.getType());
    }

    /** Whether a value can end here, so that another name would begin a new statement. */
    public static boolean endsValue(Token token) {
        return isName(token) || isOneOf(token, RnnLexer.NUMBER, RnnLexer.CLOSE_PAREN, RnnLexer.CLOSE_BRACKET);
    }

    /** Whether a value can begin here. */
    public static boolean startsValue(Token token) {
        return isName(token) || isOneOf(token, RnnLexer.NUMBER, RnnLexer.OPEN_PAREN, RnnLexer.MINUS);
    }

    public static boolean opens(Token token) {
        return isOneOf(token, RnnLexer.OPEN_PAREN, RnnLexer.OPEN_BRACKET);
    }

    public static boolean closes(Token token) {
        return isOneOf(token, RnnLexer.CLOSE_PAREN, RnnLexer.CLOSE_BRACKET);
    }

    public static boolean isOneOf(Token token, int... types) {
        for (int type : types) {
            if (token.getType() == type) {
                return true;
            }
        }
        return false;
    }

    /** Whether these words, at the beginning of a line, can only begin a cell or a model. */
    public static boolean startDeclaration(Token first, Token second) {
        return isOneOf(first, RnnLexer.CELL, RnnLexer.MODEL)
                && isName(second)
                // These may follow a layer or a value that is called so.
                && !isOneOf(second, RnnLexer.AS, RnnLexer.IF);
    }

    /** Whether these words, at the beginning of a line, begin a statement of a cell or a model. */
    public static boolean startItem(Token first, Token second) {
        return switch (first.getType()) {
            case RnnLexer.INPUT, RnnLexer.PARAM, RnnLexer.STATE, RnnLexer.OUTPUT, RnnLexer.PRECISION ->
                isName(second) || second.getType() == RnnLexer.ASSIGN;
            case RnnLexer.LOSS -> startsValue(second) || second.getType() == RnnLexer.ASSIGN;
            case RnnLexer.TRAIN -> isOneOf(second, RnnLexer.OPEN_BRACE, RnnLexer.ASSIGN);
            default -> isName(first) && second.getType() == RnnLexer.ASSIGN;
        };
    }

    /** Whether these words, at the beginning of a line, begin a statement of a train block. */
    public static boolean startOption(Token first, Token second) {
        return isOption(first) && startsValue(second);
    }
}
