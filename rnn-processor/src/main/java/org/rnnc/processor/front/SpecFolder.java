// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.rnnc.dsl.syntax.SourceText;

/** Reads a {@code .rnn} file and the others of its folder, whose cells it sees. */
public final class SpecFolder {
    private SpecFolder() {}

    /**
     * A file, the package its place gives its models, and the other specs of its folder, by name.
     *
     * @param unread the others that could not be looked at, each with the reason
     */
    public record Spec(SourceText source, String packageName, List<SourceText> neighbours, List<String> unread) {
        public Spec {
            neighbours = List.copyOf(neighbours);
            unread = List.copyOf(unread);
        }
    }

    /** Either a spec, or why there is none. */
    public record Result(Optional<Spec> spec, String problem, String hint) {
        static Result problem(String problem, String hint) {
            return new Result(Optional.empty(), problem, hint);
        }
    }

    /**
     * @param name the file's path under its root, which its messages start with
     * @param place where the root is, in words
     */
    static Result read(Path file, String name, String place) {
        try {
            SpecBytes bytes = SpecBytes.of(file);
            return of(bytes, name, place, bytes.isTooLong() ? new Folder() : neighbours(file, name));
        } catch (IOException e) {
            return Result.problem(name + " cannot be read: " + e, "");
        }
    }

    /** What is in no folder that could be listed, so that there are no neighbours. */
    static Result read(InputStream stream, String name, String place) throws IOException {
        return of(SpecBytes.of(stream), name, place, new Folder());
    }

    /** The same where {@code name} is no path under a root: which package the models have is for others to say. */
    public static Result readAnywhere(Path file, String name) {
        try {
            Optional<String> other = kind(file);
            if (other.isPresent() || !Files.exists(file)) {
                return Result.problem(name + other.map(kind -> " is " + kind).orElse(" was not found"), "");
            }
            SpecBytes bytes = SpecBytes.of(file);
            return text(bytes, name, name, "", bytes.isTooLong() ? new Folder() : neighbours(file, name));
        } catch (IOException e) {
            return Result.problem(name + " cannot be read: " + e, "");
        }
    }

    /** @param place the file that the text shall be in; empty for none, so that there are no neighbours */
    public static Result readAnywhere(InputStream stream, Optional<Path> place, String name) throws IOException {
        SpecBytes bytes = SpecBytes.of(stream);
        return text(
                bytes, name, name, "", place.map(file -> neighbours(file, name)).orElseGet(Folder::new));
    }

    private static Result of(SpecBytes bytes, String name, String place, Folder folder) {
        int slash = name.lastIndexOf('/');
        String packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
        Result result = text(bytes, name, name + " in " + place, packageName, folder);
        if (result.spec().isPresent() && slash >= 0 && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            return Result.problem(
                    "the folder " + name.substring(0, slash) + " cannot be a Java package",
                    "the package of a spec is its path under the source root");
        }
        return result;
    }

    private static Result text(SpecBytes bytes, String name, String placed, String packageName, Folder folder) {
        if (bytes.isTooLong()) {
            return Result.problem(
                    placed + " is too long: it " + bytes.excess(),
                    "a spec is text, and no model is that long; take the file for something else away, or name another");
        }
        return bytes.decode(name)
                .map(source ->
                        new Result(Optional.of(new Spec(source, packageName, folder.texts(), folder.unread())), "", ""))
                .orElseGet(() -> Result.problem(name + " is not UTF-8", "specs are UTF-8 text"));
    }

    /** What is there in the place of a file; nothing if a file is, or nothing at all. */
    static Optional<String> kind(Path file) {
        if (Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.isDirectory(file)) {
            return Optional.of("a folder");
        }
        return Files.exists(file)
                ? Optional.of("not a file of text")
                : Files.isSymbolicLink(file) ? Optional.of("a link that leads nowhere") : Optional.empty();
    }

    /** Those that can be read; what is wrong with the others is said where a cell is missing. */
    private static Folder neighbours(Path file, String name) {
        String prefix = name.substring(0, name.lastIndexOf('/') + 1);
        Folder folder = new Folder();
        for (Path sibling : siblings(file)) {
            folder.add(sibling, prefix + sibling.getFileName());
        }
        return folder;
    }

    private static List<Path> siblings(Path file) {
        try (Stream<Path> all = Files.list(file.toAbsolutePath().getParent())) {
            return all.filter(sibling -> sibling.toString().endsWith(".rnn"))
                    .filter(sibling -> !sibling.getFileName().equals(file.getFileName()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** The neighbours of a spec. All together they may be as long as one spec: each compilation reads them all. */
    private static final class Folder {
        private final List<SourceText> texts = new ArrayList<>();
        private final List<String> unread = new ArrayList<>();
        private int left = SpecBytes.MOST;

        List<SourceText> texts() {
            return texts;
        }

        List<String> unread() {
            return unread;
        }

        void add(Path file, String name) {
            try {
                SpecBytes bytes = SpecBytes.of(file);
                if (bytes.isTooLong()) {
                    unread.add(name + " (it " + bytes.excess() + ")");
                } else if (bytes.length() > left) {
                    unread.add(name + " (of all files beside a spec, at most " + SpecBytes.MOST + " bytes are read)");
                } else {
                    left -= bytes.length();
                    bytes.decode(name).ifPresentOrElse(texts::add, () -> unread.add(name + " (it is not UTF-8)"));
                }
            } catch (IOException e) {
                unread.add(name + " (it cannot be read: " + e + ")");
            }
        }
    }
}
