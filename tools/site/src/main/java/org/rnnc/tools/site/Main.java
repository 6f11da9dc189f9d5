// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.io.IOException;
import java.nio.file.Path;

/** {@code java org.rnnc.tools.site.Main PROJECT OUTPUT JAVADOC-JAR JAVADOC-JAR}. */
public final class Main {
    private Main() {}

    /**
     * Makes the site.
     *
     * @param arguments the folder of the project, that of the site, and the jars of the Javadoc of the runtime and of
     *     rnnc-training, which may be missing
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("PROJECT OUTPUT JAVADOC-JAR JAVADOC-JAR");
        }
        Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
        Site site = new Site(project, Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
        System.out.println(site.write() + " pages in " + arguments[1]);
    }
}
