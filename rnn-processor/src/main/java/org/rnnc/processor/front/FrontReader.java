// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** Reads an {@code @RnnModel}, given by file, by text or by attributes, into a syntax tree. */
public final class FrontReader {
    /** The attributes that have no meaning beside a file or text. */
    private static final Set<String> OF_ATTRIBUTES = new TreeSet<>(
            Set.of("input", "layers", "output", "outputName", "loss", "reduction", "delta", "precision", "train"));

    private final ProcessingEnvironment environment;
    private final AnnotationErrors errors;
    private final TypeElement type;
    private final Values values;
    private final Optional<JavaPlaces> java;
    private final Diagnostics diagnostics;
    private final ClassNaming naming;
    private final Front.Places places = new Front.Places();
    private final List<SourceText> neighbours = new ArrayList<>();
    private final Set<String> unread = new LinkedHashSet<>();
    private boolean sound = true;

    public FrontReader(
            ProcessingEnvironment environment,
            AnnotationErrors errors,
            TypeElement type,
            Values values,
            Diagnostics diagnostics) {
        this.environment = environment;
        this.errors = errors;
        this.type = type;
        this.values = values;
        this.java = JavaPlaces.of(environment, type, values.mirror());
        this.diagnostics = diagnostics;
        this.naming = new ClassNaming(environment.getElementUtils(), type);
    }

    /** Where it is told what is wrong with an annotation. */
    @FunctionalInterface
    public interface AnnotationErrors {
        /** @param spot the value that is meant */
        void error(Code code, String message, String hint, TypeElement type, Spots.Spot spot);
    }

    /** The model or models; what is wrong with the annotation is reported at once, what is wrong with a text, later. */
    public Front read() {
        Optional<AnnotationValue> file = values.text("file");
        Optional<AnnotationValue> text = values.text("text");
        Optional<AnnotationValue> attribute = OF_ATTRIBUTES.stream()
                .flatMap(name -> values.find(name).stream())
                .findFirst();
        values.list("cells").forEach(this::addCells);
        if (file.isPresent() && text.isPresent()) {
            error(Code.ANNOTATION, "both file and text are given", "keep one of them", null);
        } else if ((file.isPresent() || text.isPresent()) && attribute.isPresent()) {
            String form = file.isPresent() ? "file" : "text";
            error(Code.ANNOTATION, "this says what the " + form + " says already", "keep one of them", attribute.get());
        } else if (file.isPresent()) {
            return ofFile(file.get());
        } else if (text.isPresent()) {
            return ofText(text.get());
        } else if (values.find("layers").isPresent()) {
            return ofAttributes();
        } else {
            String missing = attribute.isPresent() ? "no layers are given" : "neither file, text nor layers are given";
            String example = "file = \"" + naming.simpleName() + ".rnn\", text = \"\"\"...\"\"\", or layers = {...}";
            error(Code.ANNOTATION, missing, example, null);
        }
        return nothing(naming.simpleName());
    }

    /** Of an annotation that says nothing: enough for a class of its name to be there. */
    private Front nothing(String name) {
        sound = false;
        SpecFile empty = SpecReader.readInline(
                new SourceText("", ""), values.text("name").map(this::string).orElse(name), new Diagnostics());
        return front(empty, naming.packageName());
    }

    private Front front(SpecFile spec, String packageName) {
        return new Front(spec, new Neighbours(neighbours, List.copyOf(unread)), packageName, places, sound);
    }

    // ---- the three forms -------------------------------------------------------------------------------------------

    private Front ofAttributes() {
        AttributeText text =
                AttributeSpec.write(values, (message, hint, on) -> error(Code.ANNOTATION, message, hint, on));
        SourceText source = text.source(java, type.getSimpleName().toString());
        places.put(source, text);
        return inline(source);
    }

    private Front ofText(AnnotationValue value) {
        Optional<SourceText> placed = java.flatMap(places -> places.ofText(value)
                .map(origin -> new SourceText(places.file().name(), string(value), Optional.of(origin))));
        SourceText source = placed.orElseGet(() -> new SourceText(type.getSimpleName() + ".text", string(value)));
        places.put(source, value);
        return inline(source);
    }

    private Front inline(SourceText source) {
        Optional<AnnotationValue> given = values.text("name");
        String name = given.map(this::string).orElse(naming.simpleName());
        AttributeText nameText = new AttributeText().add(name, given.orElse(null));
        SourceText nameSource = nameText.source(java, type.getSimpleName().toString());
        places.put(nameSource, nameText);
        SpecFile spec = SpecReader.readInline(source, name, diagnostics);
        List<Declaration> declarations = new ArrayList<>(spec.cells());
        for (Declaration.Model model : spec.models()) {
            Name placed = new Name(name, new SourceSpan(nameSource, 0, name.length()));
            declarations.add(new Declaration.Model(documentation(model), placed, model.items(), model.span()));
        }
        return front(new SpecFile(source, declarations), naming.packageName());
    }

    private Front ofFile(AnnotationValue value) {
        Optional<SpecFolder.Spec> found = find(value);
        if (found.isEmpty()) {
            String path = string(value);
            String base = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.rnn$", "");
            return nothing(base);
        }
        SourceText source = found.get().source();
        addNeighbours(found.get(), value);
        places.put(source, value);
        SpecFile spec = SpecReader.read(source, diagnostics);
        Optional<AnnotationValue> only = values.text("name");
        List<String> models =
                spec.models().stream().map(model -> model.name().text()).toList();
        if (models.isEmpty() && !diagnostics.hasErrors()) {
            error(Code.FILE, "no model in " + source.name(), "a file needs a model { } to become a class", value);
        } else if (only.isPresent() && !models.contains(string(only.get())) && !diagnostics.hasErrors()) {
            error(
                    Code.FILE,
                    "no model " + string(only.get()) + " in " + source.name(),
                    "its models are " + String.join(", ", models),
                    only.get());
        }
        if (models.isEmpty()) {
            return nothing(naming.simpleName());
        }
        return front(documented(chosen(spec, only)), found.get().packageName());
    }

    /** The one model that is chosen by name, or all. */
    private SpecFile chosen(SpecFile spec, Optional<AnnotationValue> only) {
        List<Declaration> declarations = new ArrayList<>(spec.declarations());
        only.ifPresent(name -> declarations.removeIf(declaration -> declaration instanceof Declaration.Model
                && !declaration.name().text().equals(string(name))));
        return new SpecFile(spec.source(), declarations);
    }

    private SpecFile documented(SpecFile spec) {
        if (spec.models().size() != 1) {
            return spec;
        }
        List<Declaration> declarations = new ArrayList<>(spec.declarations());
        declarations.replaceAll(declaration -> declaration instanceof Declaration.Model model
                ? new Declaration.Model(documentation(model), model.name(), model.items(), model.span())
                : declaration);
        return new SpecFile(spec.source(), declarations);
    }

    /** A model's own comment, else that of the annotated type. */
    private String documentation(Declaration.Model model) {
        return model.documentation().isBlank()
                ? JavadocText.of(environment.getElementUtils().getDocComment(type))
                : model.documentation();
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    private Optional<SpecFolder.Spec> find(AnnotationValue value) {
        SpecFolder.Result result = new SpecFinder(environment, type).find(string(value));
        if (result.spec().isEmpty()) {
            error(Code.FILE, result.problem(), result.hint(), value);
        }
        return result.spec();
    }

    private void addCells(AnnotationValue value) {
        find(value).ifPresent(spec -> {
            SpecReader.read(spec.source(), diagnostics);
            places.put(spec.source(), value);
            neighbours.add(spec.source());
            addNeighbours(spec, value);
        });
    }

    private void addNeighbours(SpecFolder.Spec spec, AnnotationValue value) {
        unread.addAll(spec.unread());
        for (SourceText neighbour : spec.neighbours()) {
            if (neighbours.stream().noneMatch(known -> known.name().equals(neighbour.name()))) {
                places.put(neighbour, value);
                neighbours.add(neighbour);
            }
        }
    }

    private String string(AnnotationValue value) {
        return (String) value.getValue();
    }

    private void error(Code code, String message, String hint, @Nullable AnnotationValue on) {
        sound = false;
        errors.error(code, message, hint, type, values.spots().of(on));
    }
}
