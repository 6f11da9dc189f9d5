// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many constants a class file has: names, what they refer to, texts and numbers. It holds 65,535, and javac only says
 * that there are too many. This is an estimate by the words of the source, within a few per cent and rather too large.
 */
public final class ClassSize {
    /** What a class may have by this estimate. */
    public static final int MOST = 64_000;

    /** Classes of fewer members are not looked at: none of them is anywhere near. */
    private static final int FEW_MEMBERS = 2_000;

    private static final Pattern TOKEN = Pattern.compile(
            "/\\*.*?\\*/|(\"(?:[^\"\\\\]|\\\\.)*\")|([A-Za-z_$][\\w$]*)(\\()?|(\\d[\\w.]*)", Pattern.DOTALL);

    private final Set<String> fields = new HashSet<>();
    private final Set<String> methods = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> fieldsOfModel;

    private ClassSize(Set<String> fieldsOfModel) {
        this.fieldsOfModel = fieldsOfModel;
    }

    /** The constants of that class of a model which has most; 0 if all are small. */
    public static int constants(List<JavaFile> model) {
        Set<String> fields = new HashSet<>();
        int members = 0;
        for (JavaFile file : model) {
            members += collect(file.typeSpec(), fields);
        }
        if (members < FEW_MEMBERS) {
            return 0;
        }
        return model.stream()
                .mapToInt(file -> largest(file.typeSpec(), fields))
                .max()
                .orElse(0);
    }

    private static int collect(TypeSpec type, Set<String> fields) {
        int members = type.fieldSpecs().size() + type.methodSpecs().size();
        type.fieldSpecs().stream().map(FieldSpec::name).forEach(fields::add);
        for (TypeSpec nested : type.typeSpecs()) {
            members += collect(nested, fields);
        }
        return members;
    }

    private static int largest(TypeSpec type, Set<String> fields) {
        int largest = new ClassSize(fields).count(withoutNested(type));
        for (TypeSpec nested : type.typeSpecs()) {
            largest = Math.max(largest, largest(nested, fields));
        }
        return largest;
    }

    private static TypeSpec withoutNested(TypeSpec type) {
        TypeSpec.Builder alone = TypeSpec.classBuilder(type.name()).addMethods(type.methodSpecs());
        type.fieldSpecs().forEach(alone::addField);
        return alone.build();
    }

    private int count(TypeSpec type) {
        Matcher token = TOKEN.matcher(type.toString());
        while (token.find()) {
            if (token.group(1) != null) {
                texts.add(token.group(1));
            } else if (token.group(2) != null) {
                word(token.group(2), token.group(3) != null);
            } else if (token.group(4) != null) {
                others.add(token.group(4));
            }
        }
        // A name, its type, and a reference to it; of a method mostly also a list of parameters.
        return 4 * methods.size() + 3 * fields.size() + 2 * texts.size() + others.size();
    }

    private void word(String word, boolean called) {
        Collection<String> kind = called ? methods : fieldsOfModel.contains(word) ? fields : others;
        kind.add(word);
    }
}
