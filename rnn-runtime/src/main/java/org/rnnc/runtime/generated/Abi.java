// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

/**
 * The contract between generated code and this runtime, as one number. It grows whenever code generated before would no
 * longer run, or would compute something else. Safe for all threads.
 */
public final class Abi {
    /** The number this runtime speaks; the generator writes it into generated code as a literal. */
    public static final int VERSION = 1;

    private Abi() {}

    /**
     * Refuses generated code that does not fit; meant for its static initialiser. The first model to load also finds out
     * whether fused multiply-add is fast, and a warning is logged where it is not.
     *
     * @param generatedWith the number written into the generated class
     * @param className the generated class, for the message
     * @throws IncompatibleClassChangeError if it was generated for another number. An error rather than an exception,
     *     because a static initialiser passes errors on as they are, so that the message is the first thing seen.
     */
    public static void check(int generatedWith, String className) {
        if (generatedWith != VERSION) {
            String older =
                    generatedWith < VERSION ? "compile it again with this version of rnnc" : "update rnn-runtime";
            throw new IncompatibleClassChangeError(className + " was generated for runtime interface " + generatedWith
                    + ", but this rnn-runtime has " + VERSION + ": " + older);
        }
        FusedMultiplyAdd.isFast();
    }
}
