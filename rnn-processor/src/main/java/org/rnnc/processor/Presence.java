// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

/**
 * How the processor tells the plugin that it runs. A build tool may load the two by class loaders of their own, so that
 * they share no class, only the JVM; and javac compiles on one thread.
 */
final class Presence {
    private static final String KEY = "org.rnnc.processor.runs.";

    private Presence() {}

    static void tell() {
        System.setProperty(key(), "true");
    }

    /** Whether the processor has told since this was asked last on this thread. */
    static boolean take() {
        return System.clearProperty(key()) != null;
    }

    private static String key() {
        return KEY + Thread.currentThread().getId();
    }
}
