// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Makes Java sources of the spec files in {@code src/main/rnn}. The package of a model is the folder of its file. Only
 * what has changed is made anew.
 */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyCollection = ResolutionScope.COMPILE,
        threadSafe = true)
public class GenerateMojo extends AbstractGenerateMojo {
    /** The folder of the specs, where packages begin. */
    @Parameter(defaultValue = "${project.basedir}/src/main/rnn")
    private File sourceDirectory;

    /** The folder of the sources that are made; Maven compiles them. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/rnn")
    private File outputDirectory;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    private File classesDirectory;

    /** For Maven. */
    public GenerateMojo() {}

    @Override
    File specs() {
        return sourceDirectory;
    }

    @Override
    File sources() {
        return outputDirectory;
    }

    @Override
    File classes() {
        return classesDirectory;
    }

    @Override
    List<String> roots(MavenProject owner) {
        return owner.getCompileSourceRoots();
    }

    @Override
    void addRoot(MavenProject owner, String folder) {
        owner.addCompileSourceRoot(folder);
    }
}
