// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * For specs that {@code @RnnModel} names: sees that one of them has changed, and has Maven compile the annotated types
 * again. Maven's compiler looks at Java files alone.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public class CheckMojo extends AbstractMojo {
    /** More folders with spec files, as {@code -Arnnc.path} names them. */
    @Parameter
    private @Nullable List<File> specDirectories;

    /** Does nothing. */
    @Parameter(property = "rnnc.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    private File classesDirectory;

    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true, required = true)
    private File testClassesDirectory;

    /** For Maven. */
    public CheckMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        check("main", project.getCompileSourceRoots(), project.getResources(), classesDirectory);
        check("test", project.getTestCompileSourceRoots(), project.getTestResources(), testClassesDirectory);
    }

    private void check(String name, List<String> roots, List<Resource> resources, File classes)
            throws MojoExecutionException {
        List<Path> sources = roots.stream().map(Path::of).toList();
        Stream<Path> others =
                specDirectories == null ? Stream.of() : specDirectories.stream().map(File::toPath);
        List<Path> specs = Stream.of(
                        sources.stream(),
                        resources.stream().map(Resource::getDirectory).map(Path::of),
                        others)
                .flatMap(folders -> folders)
                .toList();
        Path receipt =
                Path.of(project.getBuild().getDirectory(), "maven-status", "rnnc-maven-plugin", "check", name + ".txt");
        try {
            int deleted = new SpecWatch(specs, new JavaSources(sources, classes.toPath()), receipt).check();
            if (deleted > 0) {
                getLog().info("Specs have changed: the types with @RnnModel are compiled again");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException("cannot tell whether specs have changed: " + e.getMessage(), e);
        }
    }
}
