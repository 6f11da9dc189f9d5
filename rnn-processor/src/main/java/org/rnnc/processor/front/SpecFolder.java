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
final class SpecFolder {
    private SpecFolder() {}

    /**
     * A file, the package its place gives its models, and the other specs of its folder, by name.
     *
     * @param unread the others that could not be looked at, each with the reason
     */
    record Spec(SourceText source, String packageName, List<SourceText> neighbours, List<String> unread) {
        Spec {
            neighbours = List.copyOf(neighbours);
            unread = List.copyOf(unread);
        }
    }

    /** Either a spec, or why there is none. */
    record Result(Optional<Spec> spec, String problem, String hint) {
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

    private static Result of(SpecBytes bytes, String name, String place, Folder folder) {
        if (bytes.isTooLong()) {
            return Result.problem(
                    name + " in " + place + " is too long: it " + bytes.excess(),
                    "a spec is text, and no model is that long; take the file for something else away, or name another");
        }
        Optional<SourceText> source = bytes.decode(name);
        if (source.isEmpty()) {
            return Result.problem(name + " is not UTF-8", "specs are UTF-8 text");
        }
        int slash = name.lastIndexOf('/');
        String packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
        if (slash >= 0 && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            return Result.problem(
                    "the folder " + name.substring(0, slash) + " cannot be a Java package",
                    "the package of a spec is its path under the source root");
        }
        return new Result(Optional.of(new Spec(source.get(), packageName, folder.texts(), folder.unread())), "", "");
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
