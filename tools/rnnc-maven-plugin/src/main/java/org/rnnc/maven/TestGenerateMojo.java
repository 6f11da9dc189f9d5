// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** The same for the tests: of the spec files in {@code src/test/rnn}. */
@Mojo(
        name = "testGenerate",
        defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
public class TestGenerateMojo extends AbstractGenerateMojo {
    /** The folder of the specs, where packages begin. */
    @Parameter(defaultValue = "${project.basedir}/src/test/rnn")
    private File testSourceDirectory;

    /** The folder of the sources that are made; Maven compiles them. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/rnn")
    private File testOutputDirectory;

    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true, required = true)
    private File classesDirectory;

    /** For Maven. */
    public TestGenerateMojo() {}

    @Override
    File specs() {
        return testSourceDirectory;
    }

    @Override
    File sources() {
        return testOutputDirectory;
    }

    @Override
    File classes() {
        return classesDirectory;
    }

    @Override
    List<String> roots(MavenProject owner) {
        return owner.getTestCompileSourceRoots();
    }

    @Override
    void addRoot(MavenProject owner, String folder) {
        owner.addTestCompileSourceRoot(folder);
    }
}
