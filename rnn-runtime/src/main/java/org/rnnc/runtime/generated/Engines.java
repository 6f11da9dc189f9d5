// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * Chooses the engine of a generated class when that class is loaded: {@code vector} where the running JVM has the module
 * {@code jdk.incubator.vector}, else {@code plain}. Both give the same bits. The system property {@value #ENGINE} asks
 * for one of them, {@value #LANES} for a number of floats per vector: 4, 8 or 16.
 */
public final class Engines {
    /** {@code plain} or {@code vector}; without it the faster one that there is. */
    public static final String ENGINE = "rnnc.engine";

    /** How many floats a vector has; without it as many as the processor has best use for. */
    public static final String LANES = "rnnc.lanes";

    private static final String MODULE = "jdk.incubator.vector";

    private Engines() {}

    /**
     * Whether vector kernels can and shall run; where they cannot, plain ones do, even if they were asked for.
     *
     * @throws IllegalArgumentException if {@value #ENGINE} is neither
     */
    public static boolean vector() {
        String asked = System.getProperty(ENGINE, "vector");
        if (!asked.equals("vector") && !asked.equals("plain")) {
            throw new IllegalArgumentException("-D" + ENGINE + "=" + asked + ": there are plain and vector");
        }
        return asked.equals("vector") && ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Bits of a vector.
     *
     * @param preferred as many as the processor has best use for
     * @throws IllegalArgumentException if {@value #LANES} is none of 4, 8 and 16
     */
    public static int bits(int preferred) {
        String asked = System.getProperty(LANES);
        if (asked == null) {
            return Math.max(128, Math.min(512, preferred));
        }
        return switch (asked) {
            case "4" -> 128;
            case "8" -> 256;
            case "16" -> 512;
            default ->
                throw new IllegalArgumentException("-D" + LANES + "=" + asked + ": a vector has 4, 8 or 16 floats");
        };
    }
}
