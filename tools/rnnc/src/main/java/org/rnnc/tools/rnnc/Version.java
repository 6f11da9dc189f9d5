// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "rnnc " + number(), "on Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }

    /** The version of this build, which is that of the runtime and of the compiler, too. */
    static String number() {
        return Objects.requireNonNull(all().get("version"), "version");
    }

    /** The same, and the versions of what a project needs, by what they are of. */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "version.properties"));
            properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
