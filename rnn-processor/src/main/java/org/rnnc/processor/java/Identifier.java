// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * What variables of generated code are called that get their names from users. Java takes a name that may mean a
 * variable, a type or a package for the variable (JLS 6.4.2), so that a variable hides whatever else has its name.
 * Therefore no variable begins with a capital, with which every type begins that generated code uses, and none is called
 * like the first part of a package of such a type.
 */
public final class Identifier {
    /** What the names of all packages begin with that generated code uses. */
    public static final Set<String> ROOTS = Set.of("java", "org");

    private Identifier() {}

    /** The name of a variable that is called after {@code text}: {@code Math} is {@code math}, {@code LSTM2} {@code lstm2}. */
    public static String variable(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            name.append(Character.isJavaIdentifierPart(c) ? c : '_');
        }
        if (name.length() == 0 || !Character.isJavaIdentifierStart(name.charAt(0))) {
            name.insert(0, '_');
        }
        String small = decapitalized(name.toString());
        boolean taken = ROOTS.contains(small) || SourceVersion.isKeyword(small, SourceVersion.latest());
        return taken ? small + "_" : small;
    }

    /** {@code lstm.c} becomes {@code lstmC}, {@code d rnn.h} becomes {@code dRnnH}. */
    public static String ofLabel(String label) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (!Character.isJavaIdentifierPart(c)) {
                upper = true;
            } else {
                name.append(upper && name.length() > 0 ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return variable(name.toString());
    }

    /** In small letters up to the last capital of a run that a word begins with: {@code RNNCell} is {@code rnnCell}. */
    private static String decapitalized(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        boolean word = capitals > 1 && capitals < name.length() && Character.isLowerCase(name.charAt(capitals));
        int small = word ? capitals - 1 : capitals;
        return name.substring(0, small).toLowerCase(java.util.Locale.ROOT) + name.substring(small);
    }
}
