// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.*;
import org.rnnc.runtime.*;
import org.rnnc.samples.common.*;

public final class Main {
    private Main() {}

    public static void main(String[] a) {
        int epochs = Integer.parseInt(a[0]);
        RandomSource random = RandomSource.of(1);
        List<Name> names = Cldr.names();
        Corpus c = Corpus.of(names, random.split("corpus"));
        System.out.println(Languages.all().size() + " languages " + names.size() + " names; "
                + c.training().size() + " " + c.validation().size() + " "
                + c.test().size());
        long t0 = System.nanoTime();
        if (a.length > 1) {
            for (int n = 2; n <= 6; n++)
                for (double s : new double[] {.003, .01, .03, .1, .3, 1}) {
                    NaiveBayes b = new NaiveBayes(c.training(), n, s);
                    System.out.printf("%d %s %.4f%n", n, s, b.accuracy(c.validation()));
                }
        }
        NaiveBayes b = new NaiveBayes(c.training(), 5, 0.1);
        System.out.println(b + " val " + b.accuracy(c.validation()) + " test " + b.accuracy(c.test()) + " "
                + (System.nanoTime() - t0) / 1e9);
        Network n = Network.create(c.training(), 1);
        System.out.println(n.model().parameterCount() + " parameters");
        long t1 = System.nanoTime();
        n.train(
                c.training(),
                epochs,
                random.split("order"),
                p -> {},
                e -> System.out.printf(
                        "epoch %d: %.1f s, val %.4f%n", e, (System.nanoTime() - t1) / 1e9, n.accuracy(c.validation())));
        System.out.println("test " + n.accuracy(c.test()));
    }
}
