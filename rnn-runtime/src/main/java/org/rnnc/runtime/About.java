// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import org.rnnc.runtime.generated.Abi;
import org.rnnc.runtime.generated.FusedMultiplyAdd;

/**
 * What {@code java -jar} says of this jar: for one who has it and wonders where the classes of the models are, and
 * whether they will be fast on this machine.
 */
final class About {
    private About() {}

    /**
     * Prints and ends.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        String version = About.class.getPackage().getImplementationVersion();
        System.out.println("rnn-runtime " + (version == null ? "of no known version" : version) + ", runtime interface "
                + Abi.VERSION);
        System.out.println("fused multiply-add is "
                + (FusedMultiplyAdd.isFast() ? "fast here" : "slow here: models give the right results, very slowly"));
        System.out.println("This jar runs models and makes none. Their classes are written by org.rnnc:rnn-processor"
                + " while javac compiles,");
        System.out.println("which has to be on the processor path: <annotationProcessorPaths> of maven-compiler-plugin,"
                + " annotationProcessor of Gradle,");
        System.out.println(
                "-processorpath of javac. \"Class not found\" in the README of rnnc has the ways to miss it.");
    }
}
