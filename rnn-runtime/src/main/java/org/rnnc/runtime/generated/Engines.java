// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.util.HashSet;
import java.util.Set;

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

    /** The JDK whose C2 does not need it; between 17 and this nothing was tried. */
    private static final int FIRST_WITHOUT_FAULT = 25;

    /** So often the operations run: C1 has begun to note classes by then, and C2 has not compiled yet. */
    private static final int ROUNDS = 300;

    private static final Set<Class<?>> WARM = new HashSet<>();

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

    /**
     * Shows the JIT what kernels are written in before any of them runs; once in a JVM for each type of numbers. It takes
     * some 30 ms. Otherwise a model may run at a quarter of its speed after another one on JDK 17.
     *
     * @param numbers {@code float.class} or {@code double.class}
     * @param operations each of them once
     */
    public static void warmUpProfiles(Class<?> numbers, Runnable operations) {
        synchronized (WARM) {
            if (Runtime.version().feature() < FIRST_WITHOUT_FAULT && WARM.add(numbers)) {
                for (int round = 0; round < ROUNDS; round++) {
                    operations.run();
                }
            }
        }
    }
}
