// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.grammar.RnnParser;
import org.rnnc.dsl.parse.token.DocComment;
import org.rnnc.dsl.parse.token.SyntaxErrors;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** Turns what the parser read into the syntax tree, leaving out what it could not read. */
final class TreeBuilder {
    private final SourceText source;
    private final CommonTokenStream tokens;
    private final ItemBuilder items;

    TreeBuilder(SyntaxErrors report, CommonTokenStream tokens) {
        this.source = report.source();
        this.tokens = tokens;
        this.items = new ItemBuilder(report);
    }

    SpecFile file(RnnParser.FileContext context) {
        List<Declaration> declarations = new ArrayList<>();
        for (RnnParser.DeclarationContext declaration : context.declaration()) {
            if (declaration.cell() != null) {
                cell(declaration.cell()).ifPresent(declarations::add);
            } else if (declaration.model() != null) {
                model(declaration.model()).ifPresent(declarations::add);
            }
        }
        return new SpecFile(source, declarations);
    }

    SpecFile inline(RnnParser.InlineFileContext context, String modelName) {
        List<Declaration> declarations = new ArrayList<>();
        context.cell().forEach(cell -> cell(cell).ifPresent(declarations::add));
        Token first = context.item().isEmpty()
                ? context.getStart()
                : context.item().get(0).getStart();
        SourceSpan whole = new SourceSpan(source, 0, source.text().length());
        // The name stands nowhere in the text.
        Name name = new Name(modelName, new SourceSpan(source, 0, 0));
        List<Item> body = items.items(context.item());
        declarations.add(new Declaration.Model(DocComment.before(tokens, first), name, body, whole));
        return new SpecFile(source, declarations);
    }

    private Optional<Declaration> cell(RnnParser.CellContext context) {
        RnnParser.CellHeaderContext header = context.cellHeader();
        if (!hasName(header, header == null ? null : header.name())) {
            return Optional.empty();
        }
        List<Declaration.Parameter> parameters = header.parameter().stream()
                .filter(p -> p.exception == null)
                .map(this::parameter)
                .toList();
        return Optional.of(new Declaration.Cell(
                DocComment.before(tokens, context.getStart()),
                items.expressions().name(header.name()),
                parameters,
                body(context.body()),
                items.expressions().span(context)));
    }

    private Optional<Declaration> model(RnnParser.ModelContext context) {
        RnnParser.ModelHeaderContext header = context.modelHeader();
        if (!hasName(header, header == null ? null : header.name())) {
            return Optional.empty();
        }
        return Optional.of(new Declaration.Model(
                DocComment.before(tokens, context.getStart()),
                items.expressions().name(header.name()),
                body(context.body()),
                items.expressions().span(context)));
    }

    private static boolean hasName(@Nullable ParserRuleContext header, RnnParser.@Nullable NameContext name) {
        return header != null && name != null && name.exception == null;
    }

    private Declaration.Parameter parameter(RnnParser.ParameterContext context) {
        return new Declaration.Parameter(
                items.expressions().name(context.name()),
                Optional.ofNullable(context.expression()).map(items.expressions()::visit));
    }

    private List<Item> body(RnnParser.BodyContext context) {
        return context == null ? List.of() : items.items(context.item());
    }
}
