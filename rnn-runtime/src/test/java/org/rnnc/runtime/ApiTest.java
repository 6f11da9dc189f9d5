// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What users can call, as a text and as a page: neither changes without somebody having looked at it. */
class ApiTest {
    private static final String ROOT = "org.rnnc.runtime";
    private static final Path SOURCES = Path.of("src/main/java/org/rnnc/runtime");
    private static final Path SIGNATURES = Path.of("src/test/resources/api/runtime.txt");
    private static final Path PAGE = Path.of("../docs/api.md");
    private static final boolean UPDATES = Boolean.getBoolean("api.update");

    /** In the order in which one needs them; {@code support} is not exported, {@code generated} no public interface. */
    private static final List<String> ROOMS = List.of(
            "annotation",
            "model",
            "tensor",
            "data",
            "training",
            "metric",
            "text",
            "io",
            "random",
            "math",
            "inspection");

    @Test
    void signatures() throws Exception {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : types()) {
            text.append(type.getPackageName())
                    .append(": ")
                    .append(signature(type))
                    .append('\n');
            members(type).forEach(member -> text.append("    ").append(member).append('\n'));
        }
        // Simple names are enough where one reads what has changed.
        compare(SIGNATURES, text.toString().replaceAll("\\b(?:java|org)(?:\\.[a-z]+)+\\.(?=[A-Z])", ""));
    }

    @Test
    void page() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Every public type

                What a program uses of rnn-runtime, room by room. `ApiTest` writes this page from the first sentences of the \
                Javadoc (`-Dapi.update=true`), and fails where it is another. `org.rnnc.runtime.generated` is for generated \
                classes alone and no public interface.
                """);
        for (String room : ROOMS) {
            page.append("\n## org.rnnc.runtime.").append(room).append("\n\n| type | what it is |\n| --- | --- |\n");
            for (Class<?> type : types()) {
                if (type.getPackageName().equals(ROOT + "." + room)) {
                    page.append("| `%s` | %s |\n".formatted(shortName(type), sentence(type)));
                }
            }
        }
        compare(PAGE, page.toString());
    }

    private static void compare(Path file, String text) throws IOException {
        if (UPDATES) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        String recorded = Files.readString(file).replace("\r\n", "\n");
        assertEquals(recorded, text, file + " is not what there is now; -Dapi.update=true writes it anew");
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    private static List<Class<?>> types() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(room))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    if (!name.equals("package-info")) {
                        add(Class.forName(ROOT + "." + room + "." + name), types);
                    }
                }
            }
        }
        assertTrue(types.size() > 70, "only " + types.size());
        return types;
    }

    private static void add(Class<?> type, List<Class<?>> types) {
        if (Modifier.isPublic(type.getModifiers())) {
            types.add(type);
            Stream.of(type.getDeclaredClasses())
                    .sorted(Comparator.comparing(Class::getName))
                    .forEach(nested -> add(nested, types));
        }
    }

    private static String shortName(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static String signature(Class<?> type) {
        String supertypes = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return type.toGenericString() + (supertypes.isEmpty() ? "" : " of " + supertypes);
    }

    private static List<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
                .flatMap(Arrays::stream)
                .filter(member -> Modifier.isPublic(((Member) member).getModifiers())
                        || Modifier.isProtected(((Member) member).getModifiers()))
                .filter(member -> !((Member) member).isSynthetic())
                .map(ApiTest::text)
                .sorted()
                .toList();
    }

    private static String text(AccessibleObject member) {
        if (member instanceof Field field) {
            return field.toGenericString();
        }
        String text = member instanceof Method method
                ? method.toGenericString()
                : ((Constructor<?>) member).toGenericString();
        String names = Stream.of(((Executable) member).getParameters())
                .map(parameter -> parameter.getName() + (isNullable(parameter.getAnnotatedType()) ? " or null" : ""))
                .collect(Collectors.joining(", "));
        String result = isNullable(((Executable) member).getAnnotatedReturnType()) ? " or null" : "";
        Object value = member instanceof Method method ? method.getDefaultValue() : null;
        return text
                + result
                + (names.isEmpty() ? "" : " of " + names)
                + (value == null ? "" : " default " + defaultText(value));
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** The JDK writes annotations in an order, and with numbers, that differ from run to run and from version to version. */
    private static String defaultText(Object value) {
        if (value instanceof Annotation annotation) {
            return Stream.of(annotation.annotationType().getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .map(attribute -> attribute.getName() + "=" + defaultText(valueOf(annotation, attribute)))
                    .collect(Collectors.joining(
                            ", ", "@" + annotation.annotationType().getSimpleName() + "(", ")"));
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> defaultText(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    private static Object valueOf(Annotation annotation, Method attribute) {
        try {
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- sentences -------------------------------------------------------------------------------------------------

    private static final Map<Path, String> READ = new TreeMap<>();

    private static String sentence(Class<?> type) throws IOException {
        String top = type.getName()
                .substring(ROOT.length() + 1)
                .replaceAll("\\$.*", "")
                .replace('.', '/');
        Path file = SOURCES.resolve(top + ".java");
        READ.putIfAbsent(file, Files.readString(file));
        Matcher comment = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
                                + "(?:public |static |final |abstract )*(?:class|interface|record|enum|@interface) "
                                + type.getSimpleName() + "\\b",
                        Pattern.DOTALL)
                .matcher(READ.get(file));
        assertTrue(comment.find(), () -> type + " has no Javadoc");
        String text = comment.group(1)
                .replaceAll("\\n\\s*\\* ?", " ")
                .replaceAll("\\{@link(?:plain)? (?:[\\w.]+\\.)?([\\w#]+)(?:\\([^)]*\\))?\\}", "`$1`")
                .replaceAll("\\{@link(?:plain)? [^ }]+ ([^}]+)\\}", "$1")
                .replaceAll("\\{@code ([^}]*)\\}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
        Matcher end = Pattern.compile("[.:](?= |$)").matcher(text);
        return end.find() ? text.substring(0, end.start() + 1).replaceAll(":$", ".") : text;
    }
}
