// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.jspecify.annotations.Nullable;

/** Both goals that make sources: what they have in common. */
abstract class AbstractGenerateMojo extends AbstractMojo {
    private static final String RUNTIME = "rnn-runtime";

    /** Makes the classes for the vector engine too; {@code docs/vector.md} says what else that takes. */
    @Parameter(property = "rnnc.vector", defaultValue = "false")
    private boolean vector;

    /** Does nothing. */
    @Parameter(property = "rnnc.skip", defaultValue = "false")
    private boolean skip;

    /** How the sources are written: as Maven's compiler reads them. */
    @Parameter(defaultValue = "${project.build.sourceEncoding}")
    private @Nullable String encoding;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject
    private BuildContext context;

    /** The folder of the specs. */
    abstract File specs();

    /** The folder of the sources. */
    abstract File sources();

    /** The folder of the classes. */
    abstract File classes();

    /** The folders of the Java sources. */
    abstract List<String> roots(MavenProject owner);

    abstract void addRoot(MavenProject owner, String folder);

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        Generation.Outcome outcome = generate();
        Messages messages = new Messages(specs().toPath(), getLog(), context);
        messages.forget(outcome.specs());
        outcome.findings().forEach(messages::say);
        long errors = outcome.findings().stream().filter(SpecSources::isError).count();
        if (errors > 0) {
            throw new MojoFailureException((errors == 1 ? "1 error" : errors + " errors") + " in " + specs());
        }
        if (outcome.changed()) {
            context.refresh(sources());
            compileUsers(outcome);
        }
        if (!outcome.specs().isEmpty()) {
            checkRuntime();
            addRoot(project, sources().getPath());
        }
        getLog().info(summary(outcome));
    }

    private Generation.Outcome generate() throws MojoExecutionException {
        Path receipt = Path.of(project.getBuild().getDirectory(), "maven-status", "rnnc-maven-plugin")
                .resolve(execution.getGoal())
                .resolve(execution.getExecutionId() + ".txt");
        Generation.Folders folders = new Generation.Folders(
                specs().toPath(), sources().toPath(), classes().toPath(), receipt);
        Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        try {
            return Generation.run(folders, new Generation.Settings(compiler(), vector, charset));
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException("cannot bring " + sources() + " up to date: " + e.getMessage(), e);
        }
    }

    /** What uses a class that is another now, or gone, is compiled again; an editor knows by itself. */
    private void compileUsers(Generation.Outcome outcome) throws MojoExecutionException {
        if (context instanceof DefaultBuildContext) {
            List<Path> folders = roots(project).stream().map(Path::of).toList();
            try {
                new JavaSources(folders, classes().toPath()).deleteClassesOf(outcome.classes());
            } catch (IOException | UncheckedIOException e) {
                throw new MojoExecutionException("cannot tell what uses the classes of specs: " + e.getMessage(), e);
            }
        }
    }

    private PluginDescriptor plugin() {
        return execution.getMojoDescriptor().getPluginDescriptor();
    }

    /** A version that is built again and again is told by its file. */
    private String compiler() {
        File jar = plugin().getPluginArtifact().getFile();
        return plugin().getId() + (jar == null ? "" : " " + jar.length() + " " + jar.lastModified());
    }

    private String summary(Generation.Outcome outcome) {
        if (outcome.specs().isEmpty() && !outcome.changed()) {
            return "No specs in " + specs();
        }
        if (!outcome.changed()) {
            return "Nothing to generate - all classes are up to date";
        }
        return "Compiled " + outcome.compiled() + " of " + outcome.specs().size() + " specs in " + specs() + " to "
                + sources()
                + (outcome.deleted() == 0 ? "" : ", deleted " + outcome.deleted() + " sources that are no longer made");
    }

    /** Without it, javac would tell of each name that it does not find. */
    private void checkRuntime() throws MojoFailureException {
        Artifact runtime = project.getArtifacts().stream()
                .filter(artifact -> artifact.getGroupId().equals(plugin().getGroupId())
                        && artifact.getArtifactId().equals(RUNTIME))
                .findFirst()
                .orElse(null);
        String needed = plugin().getGroupId() + ":" + RUNTIME + ":" + plugin().getVersion();
        if (runtime == null) {
            throw new MojoFailureException("the classes of specs need " + needed
                    + ", which is not among the dependencies of this project: add it as <dependency>");
        }
        if (!Objects.equals(runtime.getBaseVersion(), plugin().getVersion())) {
            getLog().warn(runtime.getId() + " stands beside " + plugin().getId() + ": use one version of both, "
                    + needed);
        }
    }
}
