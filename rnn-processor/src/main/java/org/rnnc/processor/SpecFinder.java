// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.StandardLocation;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Finds a {@code .rnn} file, first in the annotated type's package, then from the root: in the folders of {@code
 * -Arnnc.path}, on the source path, beside the annotated source, in the class output, on the class path.
 */
final class SpecFinder {
    static final String PATH_OPTION = "rnnc.path";

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final String packageName;
    private final List<String> tried = new ArrayList<>();
    private String unreadable = "";

    /** A file, the package its place gives its models, and the other specs of its folder. */
    record Spec(SourceText source, String packageName, List<SourceText> neighbours) {}

    /** Either a spec, or why there is none. */
    record Result(Spec spec, String problem, String hint) {}

    SpecFinder(ProcessingEnvironment environment, TypeElement type, String packageName) {
        this.environment = environment;
        this.type = type;
        this.packageName = packageName;
    }

    Result find(String path) {
        String problem = problemOf(path);
        if (!problem.isEmpty()) {
            return new Result(
                    null, problem, "a path below the source root, such as \"CharRnn.rnn\" or \"models/CharRnn.rnn\"");
        }
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        Optional<Spec> found = fromOption(folder + path, path)
                .or(() -> fromLocation(StandardLocation.SOURCE_PATH, folder + path, path))
                .or(() -> besideSource(path))
                .or(() -> fromLocation(StandardLocation.CLASS_OUTPUT, folder + path, path))
                .or(() -> fromLocation(StandardLocation.CLASS_PATH, folder + path, path));
        if (found.isPresent()) {
            return new Result(found.get(), "", "");
        }
        if (!unreadable.isEmpty()) {
            return new Result(null, unreadable, "specs are UTF-8 text");
        }
        return new Result(
                null,
                path + " was not found",
                "tried " + String.join(", ", tried) + "; -A" + PATH_OPTION + "=FOLDER adds a folder");
    }

    private static String problemOf(String path) {
        if (path.startsWith("/") || path.contains("\\") || path.contains(":")) {
            return "\"" + path + "\" is not a path below the source root";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "\"" + path + "\" leaves the source roots";
            }
        }
        return path.endsWith(".rnn") ? "" : "\"" + path + "\" does not end with .rnn";
    }

    private Optional<Spec> fromOption(String... candidates) {
        String option = environment.getOptions().get(PATH_OPTION);
        if (option == null || option.isBlank()) {
            return Optional.empty();
        }
        for (String root : option.split(java.io.File.pathSeparator)) {
            for (String candidate : candidates) {
                Optional<Spec> found = fromFile(Path.of(root).resolve(candidate), candidate, root);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Spec> besideSource(String path) {
        Optional<URI> source = JavacTrees.sourceFile(environment, type);
        if (source.isEmpty() || !"file".equals(source.get().getScheme())) {
            return Optional.empty();
        }
        Path folder = Path.of(source.get()).getParent();
        String candidate = packageName.isEmpty() ? path : packageName.replace('.', '/') + "/" + path;
        return fromFile(folder.resolve(path), candidate, "the folder of " + type.getSimpleName());
    }

    private Optional<Spec> fromFile(Path file, String candidate, String place) {
        tried.add(candidate + " in " + place);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            return read(file, candidate);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Spec> fromLocation(JavaFileManager.Location location, String... candidates) {
        for (String candidate : candidates) {
            tried.add(candidate + " in " + location);
            Optional<Spec> found = read(location, candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Spec> read(JavaFileManager.Location location, String candidate) {
        try {
            FileObject resource = environment.getFiler().getResource(location, "", candidate);
            URI uri = resource.toUri();
            if ("file".equals(uri.getScheme())) {
                Path file = Path.of(uri);
                return Files.isRegularFile(file) ? read(file, candidate) : Optional.empty();
            }
            byte[] bytes;
            try (var stream = resource.openInputStream()) {
                bytes = stream.readAllBytes();
            }
            return decode(bytes, candidate).map(source -> new Spec(source, packageOf(candidate), List.of()));
        } catch (IOException
                | IllegalArgumentException
                | FileSystemNotFoundException
                | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Spec> read(Path file, String candidate) {
        try {
            Optional<SourceText> source = decode(Files.readAllBytes(file), candidate);
            List<SourceText> neighbours = source.isPresent() ? neighbours(file, candidate) : List.of();
            return source.map(text -> new Spec(text, packageOf(candidate), neighbours));
        } catch (IOException e) {
            unreadable = candidate + " cannot be read: " + e.getMessage();
            return Optional.empty();
        }
    }

    private Optional<SourceText> decode(byte[] bytes, String candidate) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new SourceText(candidate, text));
        } catch (CharacterCodingException e) {
            unreadable = candidate + " is not UTF-8";
            return Optional.empty();
        }
    }

    /** The other specs of the folder, by name: their cells are in scope. */
    private List<SourceText> neighbours(Path file, String candidate) throws IOException {
        String prefix = candidate.substring(0, candidate.lastIndexOf('/') + 1);
        List<SourceText> neighbours = new ArrayList<>();
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            for (Path sibling : siblings.sorted().toList()) {
                String name = sibling.getFileName().toString();
                if (name.endsWith(".rnn")
                        && !name.equals(file.getFileName().toString())
                        && Files.isRegularFile(sibling)) {
                    decode(Files.readAllBytes(sibling), prefix + name).ifPresent(neighbours::add);
                }
            }
        }
        return neighbours;
    }

    private static String packageOf(String candidate) {
        int slash = candidate.lastIndexOf('/');
        return slash < 0 ? "" : candidate.substring(0, slash).replace('/', '.');
    }
}
