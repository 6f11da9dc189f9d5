// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.palantir.javapoet.TypeSpec;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rnnc.processor.front.ClassNaming;

/**
 * The class files that a build generates. Two of them must differ in more than what common file systems do not tell
 * apart: capitals from small letters, and an accented letter from a letter with an accent.
 */
final class ClassFiles {
    private final Map<String, String> owners = new HashMap<>();

    /** Notes the files of {@code type}; or tells which of them is another's. */
    Optional<String> claim(String packageName, TypeSpec type) {
        return claimFile(ClassNaming.qualified(packageName, type.name()), type);
    }

    private Optional<String> claimFile(String name, TypeSpec type) {
        String key = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String other = owners.putIfAbsent(key, name);
        if (other != null) {
            return Optional.of(
                    other.equals(name)
                            ? "there is a class " + name + " already"
                            : "the files of classes " + name + " and " + other
                                    + " would differ in case or accents only, which many file systems ignore");
        }
        return type.typeSpecs().stream()
                .flatMap(nested -> claimFile(name + "$" + nested.name(), nested).stream())
                .findFirst();
    }
}
