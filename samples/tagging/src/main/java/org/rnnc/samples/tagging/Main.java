// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.*;
import org.rnnc.runtime.*;
import org.rnnc.samples.common.*;

public final class Main {
    private Main() {}

    public static void main(String[] a) {
        int windows = Integer.parseInt(a[0]);
        RandomSource random = RandomSource.of(1);
        List<Locale> all = Shuffle.shuffled(Languages.all(), random.split("languages"));
        List<Locale> held = all.subList(0, all.size() / 5), known = all.subList(all.size() / 5, all.size());
        System.out.println(held);
        List<Example> sample = new Dates(known, false, 64, random.split("sample")).next(20000);
        List<Example> test = new Dates(known, true, 64, random.split("test")).next(3000);
        List<Example> news = new Dates(held, true, 64, random.split("new")).next(3000);
        Alphabet alphabet = Alphabet.of(sample.stream().map(Example::text).toList(), 400);
        for (int n = 0; n < 5; n++) {
            MostFrequent m = new MostFrequent(sample, n);
            Score s = Score.of(m, test), t = Score.of(m, news);
            System.out.printf("%s: %.4f %.4f   new %.4f %.4f%n", m.title(), s.accuracy(), s.f1(), t.accuracy(), t.f1());
        }
        for (Network n : List.of(
                new Network("both", BothWays.create(1), alphabet), new Network("one", OneWay.create(1), alphabet))) {
            System.out.println(n.title() + " " + n.model().parameterCount());
            long t0 = System.nanoTime();
            n.train(new Dates(known, false, 64, random.split("training")), windows, p -> {
                if (p.window() % 200 == 0)
                    System.out.printf("%d %.4f %.1f%n", p.window(), p.smoothedLoss(), (System.nanoTime() - t0) / 1e9);
            });
            Score s = Score.of(n, test), t = Score.of(n, news);
            System.out.printf("%s: %.4f %.4f   new %.4f %.4f%n", n.title(), s.accuracy(), s.f1(), t.accuracy(), t.f1());
            for (List<Example> l : List.of(test, news)) {
                int k = 0;
                for (Example e : l) {
                    List<Field> g = n.tag(List.of(e.text())).get(0);
                    if (!g.equals(e.tags()) && k++ < 15)
                        System.out.println(e.text() + "\n" + Example.signs(e.tags()) + "\n" + Example.signs(g));
                }
                System.out.println("-----");
            }
        }
    }
}
