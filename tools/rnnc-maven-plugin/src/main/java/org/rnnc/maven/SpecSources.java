// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.standalone.CheckedSpec;
import org.rnnc.processor.standalone.ModelSources;
import org.rnnc.processor.standalone.SpecChecker;

/**
 * What became of a spec file.
 *
 * @param findings errors and warnings, also those in a file beside it that lends it a cell
 * @param texts by path below the source root, with slashes; none if there is an error, or if it has cells alone
 */
record SpecSources(List<Diagnostic> findings, SortedMap<String, String> texts) {
    /**
     * @param root the folder that packages begin in
     * @param name the file's path below it, with slashes: its folder is the package of its models
     * @param vectors whether kernels are wanted in the Vector API too
     */
    static SpecSources of(Path root, String name, boolean vectors) {
        CheckedSpec checked = SpecChecker.check(root.resolve(name), name);
        List<Diagnostic> findings = new ArrayList<>(checked.found());
        SortedMap<String, String> texts = new TreeMap<>();
        String folder = SpecTree.folder(name);
        String packageName = folder.replace('/', '.');
        if (!checked.hasErrors() && !checked.models().isEmpty() && !isPackage(packageName)) {
            findings.add(noPackage(name, folder));
        } else if (!checked.hasErrors()) {
            for (ModelSpec model : checked.models()) {
                ModelSources sources = ModelSources.of(model, vectors, packageName);
                sources.problem().ifPresent(findings::add);
                sources.texts().forEach((type, text) -> texts.put(type.replace('.', '/') + ".java", text));
            }
        }
        boolean failed = findings.stream().anyMatch(SpecSources::isError);
        return new SpecSources(List.copyOf(findings), failed ? new TreeMap<>() : texts);
    }

    private static boolean isPackage(String name) {
        return name.isEmpty() || SourceVersion.isName(name, SourceVersion.RELEASE_17);
    }

    private static Diagnostic noPackage(String name, String folder) {
        return new Diagnostic(
                Code.FILE.id(),
                Severity.ERROR,
                new SourceSpan(new SourceText(name, ""), 0, 0),
                "the folder " + folder + " cannot be a Java package",
                "the package of a spec is its path under the source root");
    }

    static boolean isError(Diagnostic found) {
        return found.severity() == Severity.ERROR;
    }

    boolean hasErrors() {
        return findings.stream().anyMatch(SpecSources::isError);
    }
}
