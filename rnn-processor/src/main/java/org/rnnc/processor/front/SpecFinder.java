// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.StandardLocation;

/**
 * Finds a {@code .rnn} file, in each place first in the annotated type's package, then from the root: in the folders of
 * {@code -Arnnc.path}, on the source path, beside the annotated source, in the class output, on the class path. The
 * first file there is counts, readable or not.
 */
public final class SpecFinder {
    public static final String PATH_OPTION = "rnnc.path";

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final Set<String> tried = new LinkedHashSet<>();

    SpecFinder(ProcessingEnvironment environment, TypeElement type) {
        this.environment = environment;
        this.type = type;
    }

    SpecFolder.Result find(String path) {
        String problem = problemOf(path);
        if (!problem.isEmpty()) {
            return SpecFolder.Result.problem(
                    problem, "a path below the source root, such as \"CharRnn.rnn\" or \"models/CharRnn.rnn\"");
        }
        // Its qualified name: what a package is as a string differs between compilers.
        String packageName = environment
                .getElementUtils()
                .getPackageOf(type)
                .getQualifiedName()
                .toString();
        boolean unnamed = packageName.isEmpty();
        String inPackage = unnamed ? path : packageName.replace('.', '/') + "/" + path;
        List<String> candidates = unnamed ? List.of(path) : List.of(inPackage, path);
        return fromOption(candidates)
                .or(() -> fromLocation(StandardLocation.SOURCE_PATH, candidates))
                .or(() -> besideSource(path, inPackage))
                .or(() -> fromLocation(StandardLocation.CLASS_OUTPUT, candidates))
                .or(() -> fromLocation(StandardLocation.CLASS_PATH, candidates))
                .orElseGet(() -> SpecFolder.Result.problem(
                        path + " was not found",
                        "tried " + String.join(", ", tried) + "; -A" + PATH_OPTION + "=FOLDER adds a folder"));
    }

    private static String problemOf(String path) {
        if (path.startsWith("/") || path.contains("\\") || path.contains(":") || path.contains("\0")) {
            return "\"" + path + "\" is not a path below the source root";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "\"" + path + "\" leaves the source roots";
            }
        }
        return path.endsWith(".rnn") ? "" : "\"" + path + "\" does not end with .rnn";
    }

    private Optional<SpecFolder.Result> fromOption(List<String> candidates) {
        String option = environment.getOptions().get(PATH_OPTION);
        if (option == null || option.isBlank()) {
            return Optional.empty();
        }
        for (String root : option.split(File.pathSeparator, -1)) {
            // Where the list ends in a separator; no folder has an empty name.
            for (String candidate : root.isEmpty() ? List.<String>of() : candidates) {
                Optional<SpecFolder.Result> found = fromFolder(root, candidate, candidate, root);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SpecFolder.Result> besideSource(String path, String candidate) {
        return JavaFiles.sourceOf(environment, type)
                .filter(uri -> "file".equals(uri.getScheme()))
                .flatMap(uri -> fromFolder(
                        String.valueOf(Path.of(uri).getParent()),
                        path,
                        candidate,
                        "the folder of " + type.getSimpleName()));
    }

    private Optional<SpecFolder.Result> fromFolder(String folder, String path, String candidate, String place) {
        try {
            return fromFile(Path.of(folder).resolve(path), candidate, place);
        } catch (InvalidPathException e) {
            tried.add(candidate + " in " + place);
            return Optional.empty();
        }
    }

    private Optional<SpecFolder.Result> fromFile(Path file, String candidate, String place) {
        if (Files.isRegularFile(file)) {
            return Optional.of(SpecFolder.read(file, candidate, place));
        }
        tried.add(candidate + " in " + place
                + SpecFolder.kind(file).map(kind -> " (" + kind + ")").orElse(""));
        return Optional.empty();
    }

    private Optional<SpecFolder.Result> fromLocation(JavaFileManager.Location location, List<String> candidates) {
        for (String candidate : candidates) {
            Optional<SpecFolder.Result> found = fromLocation(location, candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<SpecFolder.Result> fromLocation(JavaFileManager.Location location, String candidate) {
        String place = location.getName();
        try {
            FileObject resource = environment.getFiler().getResource(location, "", candidate);
            URI uri = resource.toUri();
            if ("file".equals(uri.getScheme())) {
                return fromFile(Path.of(uri), candidate, place);
            }
            try (InputStream stream = resource.openInputStream()) {
                return Optional.of(SpecFolder.read(stream, candidate, place));
            }
        } catch (IOException
                | IllegalArgumentException
                | FileSystemNotFoundException
                | UnsupportedOperationException e) {
            tried.add(candidate + " in " + place);
            return Optional.empty();
        }
    }
}
