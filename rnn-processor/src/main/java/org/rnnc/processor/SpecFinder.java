// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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
final class SpecFinder {
    static final String PATH_OPTION = "rnnc.path";

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final Optional<JavaPlaces> places;
    private final Set<String> tried = new LinkedHashSet<>();

    SpecFinder(ProcessingEnvironment environment, TypeElement type, Optional<JavaPlaces> places) {
        this.environment = environment;
        this.type = type;
        this.places = places;
    }

    SpecFolder.Result find(String path) {
        String problem = problemOf(path);
        if (!problem.isEmpty()) {
            return SpecFolder.Result.problem(
                    problem, "a path below the source root, such as \"CharRnn.rnn\" or \"models/CharRnn.rnn\"");
        }
        String packageName = environment.getElementUtils().getPackageOf(type).toString();
        boolean unnamed = environment.getElementUtils().getPackageOf(type).isUnnamed();
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
        for (String root : option.split(File.pathSeparator)) {
            for (String candidate : candidates) {
                Optional<SpecFolder.Result> found = fromFolder(root, candidate, candidate, root);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SpecFolder.Result> besideSource(String path, String candidate) {
        URI source = places.map(JavaPlaces::uri).orElse(null);
        if (source == null || !"file".equals(source.getScheme())) {
            return Optional.empty();
        }
        String folder = String.valueOf(Path.of(source).getParent());
        return fromFolder(folder, path, candidate, "the folder of " + type.getSimpleName());
    }

    private Optional<SpecFolder.Result> fromFolder(String folder, String path, String candidate, String place) {
        tried.add(candidate + " in " + place);
        try {
            Path file = Path.of(folder).resolve(path);
            return Files.isRegularFile(file) ? Optional.of(SpecFolder.read(file, candidate)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<SpecFolder.Result> fromLocation(JavaFileManager.Location location, List<String> candidates) {
        for (String candidate : candidates) {
            tried.add(candidate + " in " + location);
            Optional<SpecFolder.Result> found = fromLocation(location, candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<SpecFolder.Result> fromLocation(JavaFileManager.Location location, String candidate) {
        try {
            FileObject resource = environment.getFiler().getResource(location, "", candidate);
            URI uri = resource.toUri();
            if ("file".equals(uri.getScheme())) {
                Path file = Path.of(uri);
                return Files.isRegularFile(file) ? Optional.of(SpecFolder.read(file, candidate)) : Optional.empty();
            }
            byte[] bytes;
            try (var stream = resource.openInputStream()) {
                bytes = stream.readAllBytes();
            }
            // Nothing but a folder of a file system can be listed, so there are no neighbours.
            return Optional.of(SpecFolder.of(bytes, candidate, new ArrayList<>()));
        } catch (IOException
                | IllegalArgumentException
                | FileSystemNotFoundException
                | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
