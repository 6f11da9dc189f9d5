#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Derives the coefficients of FloatCoefficients and DoubleCoefficients (docs/numerics.md).

Needs mpmath. Prints each polynomial, lowest degree first, with the largest relative error of the function it serves
before any rounding, and after the coefficients are rounded to float or double.
"""
import math
import random
import struct

from mpmath import atanh, cos, erf, erfc, exp, fabs, log, lu_solve, matrix, mp, mpf, pi, sqrt, tanh

mp.dps = 60


def to_float(x):
    return mpf(struct.unpack("<f", struct.pack("<f", float(x)))[0])


def to_double(x):
    return mpf(float(x))


def polynomial(c, u):
    s = mpf(0)
    for a in reversed(c):
        s = s * u + a
    return s


def extrema(e, count):
    """The places of the largest error in each run of equal sign, the smaller ends left off."""
    runs = []
    for i, x in enumerate(e):
        if runs and (e[runs[-1]] < 0) == (x < 0):
            if fabs(x) > fabs(e[runs[-1]]):
                runs[-1] = i
        else:
            runs.append(i)
    while len(runs) > count:
        runs.pop(0 if fabs(e[runs[0]]) < fabs(e[runs[-1]]) else -1)
    if len(runs) < count:
        raise ArithmeticError("the error does not alternate often enough")
    return runs


def remez(target, weight, low, high, degree, fixed=(), rounds=30, grid=1500):
    """The polynomial p with p[i] = fixed[i] that minimises max |weight(u) * (p(u) - target(u))| on [low, high]."""
    k = len(fixed)
    n = degree + 1 - k
    nodes = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / n) for i in range(n + 1)]
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / grid) for i in range(grid + 1)]
    values = [(u, target(u), weight(u)) for u in points]
    for _ in range(rounds):
        a = matrix(n + 1, n + 1)
        b = matrix(n + 1, 1)
        for i, u in enumerate(nodes):
            for j in range(n):
                a[i, j] = weight(u) * u ** (j + k)
            a[i, n] = (-1) ** i
            b[i] = weight(u) * (target(u) - polynomial(fixed, u))
        s = lu_solve(a, b)
        c = list(fixed) + [s[i] for i in range(n)]
        e = [w * (polynomial(c, u) - t) for u, t, w in values]
        nodes = [points[i] for i in extrema(e, n + 1)]
        if max(fabs(x) for x in e) < fabs(s[n]) * mpf("1.0001"):
            break
    return c


def report(name, c, rounding, target, weight, low, high):
    rounded = [rounding(x) for x in c]
    worst = [max(fabs(weight(u) * (polynomial(q, u) - target(u))) for i in range(4001)
                 for u in [low + (high - low) * i / 4000]) for q in (c, rounded)]
    print("%s: relative error %.2e, rounded %.2e" % (name, worst[0], worst[1]))
    for i, x in enumerate(rounded):
        print("    %d  %s" % (i, float(x).hex()))


def exponential():
    # e^r - 1 = r + r^2 p(r), |r| <= ln(2)/2, right relative to the left side
    t = [1 / mp.factorial(i + 2) for i in range(60)]
    target = lambda r: polynomial(t, r)
    h = log(2) / 2 * mpf("1.0001")
    weight = lambda r: r * r / polynomial([mpf(1)] + [1 / mp.factorial(i + 2) for i in range(60)], r) / r if r else mpf(0)
    for name, degree, rounding in (("float expm1", 5, to_float), ("double expm1", 10, to_double)):
        report(name, remez(target, weight, -h, h, degree), rounding, target, weight, -h, h)


def inverse_tangent():
    # 2 atanh(s) = 2 s + s^3 q(s^2), s <= 1/3
    t = [mpf(2) / (2 * i + 3) for i in range(200)]
    target = lambda z: polynomial(t, z)
    # Zero at z = 0, which therefore cannot be a node.
    weight = lambda z: z * sqrt(z) / (2 * atanh(sqrt(z))) if z else mpf(0)
    high = mpf(1) / 9 * mpf("1.0001")
    for name, degree, rounding in (("float", 4, to_float), ("double", 10, to_double)):
        report(name + " atanh", remez(target, weight, high / 10000, high, degree), rounding, target, weight, mpf(0), high)


def rational(f, high, n, m, rounds=40, grid=3000):
    """P/Q of degrees n and m, P(0) = Q(0) = 1, that minimises the largest relative error to f on [0, high]."""
    k = n + m + 1
    points = [((1 - cos(pi * i / grid)) / 2) ** 2 * high for i in range(1, grid + 1)]
    values = [f(u) for u in points]
    q = [mpf(1)]
    # A start by least squares, reweighted by the last denominator.
    for _ in range(8):
        rows = range(0, grid, 15)
        a, b = matrix(len(rows), n + m), matrix(len(rows), 1)
        for row, i in enumerate(rows):
            w = 1 / polynomial(q, points[i]) / values[i]
            for j in range(n):
                a[row, j] = w * points[i] ** (j + 1)
            for j in range(m):
                a[row, n + j] = -w * values[i] * points[i] ** (j + 1)
            b[row] = w * (values[i] - 1)
        s = lu_solve(a.T * a, a.T * b)
        p, q = [mpf(1)] + list(s[:n]), [mpf(1)] + list(s[n:])
    for _ in range(rounds):
        e = [polynomial(p, u) / polynomial(q, u) / v - 1 for u, v in zip(points, values)]
        nodes = extrema(e, k)
        for _ in range(6):
            a, b = matrix(k, k), matrix(k, 1)
            for row, i in enumerate(nodes):
                for j in range(n):
                    a[row, j] = points[i] ** (j + 1)
                for j in range(m):
                    a[row, n + j] = -values[i] * points[i] ** (j + 1)
                a[row, k - 1] = -((-1) ** row) * values[i] * polynomial(q, points[i])
                b[row] = values[i] - 1
            s = lu_solve(a, b)
            p, q = [mpf(1)] + list(s[:n]), [mpf(1)] + list(s[n:n + m])
        e = [polynomial(p, u) / polynomial(q, u) / v - 1 for u, v in zip(points, values)]
        if max(fabs(x) for x in e) < fabs(s[k - 1]) * mpf("1.001"):
            break
    return p, q


def hyperbolic_tangent():
    # 2 tanh(x/2) / x = P/Q = 1 - u R/Q with u = x^2 and R = (Q - P) / u; then the float coefficients are polished.
    p, q = rational(lambda u: 2 * tanh(sqrt(u) / 2) / sqrt(u), mpf("9.4") ** 2, 3, 3)
    xs = [9.4 * i / 8000 for i in range(1, 8001)]
    points = [(x, x * x, math.tanh(x)) for x in xs]

    def worst(c, limit):
        e = 0.0
        for x, u, t in points:
            h = x - x * u * (c[0] + u * (c[1] + u * c[2])) / (1 + u * (c[3] + u * (c[4] + u * c[5])))
            e = max(e, abs(h / (1 + 0.25 * h * h) / t - 1))
            if e > limit:
                break
        return e

    c = [float(to_float(x)) for x in [q[i] - p[i] for i in (1, 2, 3)] + q[1:]]
    best = worst(c, 1)
    random.seed(1)
    for _ in range(30000):
        d = list(c)
        for _ in range(random.choice((1, 1, 2, 2, 3))):
            i = random.randrange(6)
            bits = struct.unpack("<i", struct.pack("<f", d[i]))[0] + random.choice((-1, 1))
            d[i] = struct.unpack("<f", struct.pack("<i", bits))[0]
        e = worst(d, best)
        if e < best:
            best, c = e, d
    print("float tanh: relative error %.2e, numerator then denominator" % best)
    for x in c:
        print("    " + x.hex())


def error_function():
    # float: erf x = h / (1 + h^2 / 4), with h / x = c P/Q = c + u R/Q in u = x^2 and c = 2 / sqrt(pi), of which the
    # high part and the low are two floats. From 3.93 on erf is 1.
    scale = 2 / sqrt(pi)
    half = lambda e: 2 * (1 - sqrt(1 - e * e)) / e
    p, q = rational(lambda u: half(erf(sqrt(u))) / sqrt(u) / scale, mpf("3.93") ** 2, 5, 5)
    print("float erf: c, the numerator R, the denominator Q")
    for x in [to_float(scale), scale - to_float(scale)] + [scale * (p[i] - q[i]) for i in range(1, 6)] + q[1:]:
        print("    " + float(to_float(x)).hex())
    # double: erf(x) = x + x p(x^2) up to 1, from there on 1 - e^(-x^2) g((x - 2) / (x + 2)).
    target = lambda u: erf(sqrt(u)) / sqrt(u) - 1 if u else scale - 1
    weight = lambda u: sqrt(u) / erf(sqrt(u)) if u else 1 / scale
    report("double erf below 1", remez(target, weight, mpf(0), mpf("1.0001"), 11), to_double, target, weight, mpf(0), mpf(1))
    place = lambda t: 2 * (1 + t) / (1 - t)
    target = lambda t: exp(place(t) ** 2) * erfc(place(t))
    weight = lambda t: exp(-place(t) ** 2) / erf(place(t))
    low, high = mpf(-1) / 3 - mpf("0.0001"), mpf("0.49")
    report("double erf from 1 on", remez(target, weight, low, high, 11), to_double, target, weight, low, high)


if __name__ == "__main__":
    exponential()
    inverse_tangent()
    hyperbolic_tangent()
    error_function()
