// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SpecFolder() {}

    /** A file, the package its place gives its models, and the other specs of its folder, by name. */
    record Spec(SourceText source, String packageName, List<SourceText> neighbours) {
        Spec {
            neighbours = List.copyOf(neighbours);
        }
    }

    /** Either a spec, or why there is none. */
    record Result(Optional<Spec> spec, String problem, String hint) {
        static Result problem(String problem, String hint) {
            return new Result(Optional.empty(), problem, hint);
        }
    }

    /** @param name the file's path under its root, which its messages start with */
    static Result read(Path file, String name) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return of(bytes, name, neighbours(file, name));
        } catch (IOException e) {
            return Result.problem(name + " cannot be read: " + e, "");
        }
    }

    static Result of(byte[] bytes, String name, List<SourceText> neighbours) {
        Optional<SourceText> source = decode(bytes, name);
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
        return new Result(Optional.of(new Spec(source.get(), packageName, neighbours)), "", "");
    }

    private static Optional<SourceText> decode(byte[] bytes, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new SourceText(name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Those that can be read; what is wrong with the others is said where they are compiled themselves. */
    private static List<SourceText> neighbours(Path file, String name) {
        String prefix = name.substring(0, name.lastIndexOf('/') + 1);
        List<SourceText> neighbours = new ArrayList<>();
        for (Path sibling : siblings(file)) {
            try {
                decode(Files.readAllBytes(sibling), prefix + sibling.getFileName())
                        .ifPresent(neighbours::add);
            } catch (IOException e) {
                // A cell that is missing for this is reported as unknown where it is used.
                continue;
            }
        }
        return neighbours;
    }

    private static List<Path> siblings(Path file) {
        try (Stream<Path> all = Files.list(file.toAbsolutePath().getParent())) {
            return all.filter(sibling -> sibling.toString().endsWith(".rnn"))
                    .filter(sibling -> !sibling.getFileName().equals(file.getFileName()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
