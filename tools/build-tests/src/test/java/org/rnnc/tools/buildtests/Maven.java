// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** The Mavens that users' builds are tried on. */
enum Maven {
    AT_HAND("maven.at.hand"),
    NEWEST_3("maven.newest"),
    /** In the profile {@code builds} alone. */
    NEWEST_4("maven.newest.4");

    /**
     * The versions of the plugins are those of Maven itself, but for what stands here. A local repository has no checksums
     * for some of what it holds.
     */
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>demo</groupId>
              <artifactId>demo</artifactId>
              <version>1</version>
              <properties>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
            %4$s  </properties>
              <repositories>
                <repository><id>shared</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository><id>shared</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></pluginRepository>
              </pluginRepositories>
              <dependencies>
            %2$s  </dependencies>
              <build><plugins>
            %3$s  </plugins></build>
            </project>
            """;

    private final String homeProperty;

    Maven(String homeProperty) {
        this.homeProperty = homeProperty;
    }

    /**
     * Compiles a project whose sources are in {@code src/main/java} below {@code project}.
     *
     * @param dependencies elements of {@code dependencies}
     * @param plugins elements of {@code plugins}
     */
    Command compile(Path project, String dependencies, String plugins) throws Exception {
        return build(project, dependencies, plugins, "compile");
    }

    /** The same with other goals. */
    Command build(Path project, String dependencies, String plugins, String... goals) throws Exception {
        Files.writeString(project.resolve("pom.xml"), pom(dependencies, plugins, ""));
        return run(project, goals);
    }

    /** A whole pom. */
    static String pom(String dependencies, String plugins, String properties) {
        // What the user's repository has need not be fetched again; on a new machine, it comes from Central.
        String shared = Path.of(System.getProperty("shared.repository")).toUri().toString();
        return POM.formatted(shared, dependencies, plugins, properties);
    }

    /** Builds what is in {@code project}, with the repository of the tests. */
    Command run(Path project, String... arguments) {
        return run(new DefaultInvocationRequest()
                .setBaseDirectory(project.toFile())
                .setLocalRepositoryDirectory(Jar.REPOSITORY.toFile())
                // It compiles little: what a second compiler of the JVM costs would not come back.
                .setMavenOpts("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .addArgs(List.of(arguments)));
    }

    /** Runs what {@code request} asks for in its folder, on the JDK that it names, or else on that which runs the tests. */
    Command run(InvocationRequest request) {
        StringBuilder output = new StringBuilder();
        if (request.getJavaHome() == null) {
            request.setJavaHome(new File(System.getProperty("java.home")));
        }
        request.setMavenHome(home())
                .setBatchMode(true)
                .setNoTransferProgress(true)
                .setInputStream(new ByteArrayInputStream(new byte[0]))
                .setOutputHandler(line -> output.append(line).append('\n'));
        try {
            return new Command(new DefaultInvoker().execute(request).getExitCode(), output.toString());
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(output.toString(), e);
        }
    }

    private File home() {
        String home = System.getProperty(homeProperty, "");
        assumeTrue(!home.isEmpty() && Files.isDirectory(Path.of(home)), this + " is not there: " + home);
        return new File(home);
    }
}
