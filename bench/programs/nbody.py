"""Planets attract each other: float arithmetic on lists."""

DAY = 365.25
SOLAR = 39.47841760435743
STEPS = 3000


def planets():
    """Position, velocity, mass; in astronomical units, years and suns."""
    return [
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SOLAR],
        [[4.84, -1.16, -0.10], [0.00166 * DAY, 0.00770 * DAY, -0.00007 * DAY], 0.000955 * SOLAR],
        [[8.34, 4.12, -0.40], [-0.00277 * DAY, 0.00500 * DAY, 0.00002 * DAY], 0.000286 * SOLAR],
        [[12.89, -15.11, -0.22], [0.00296 * DAY, 0.00238 * DAY, -0.00003 * DAY], 0.0000437 * SOLAR],
        [[15.38, -25.92, 0.18], [0.00268 * DAY, 0.00163 * DAY, -0.00010 * DAY], 0.0000515 * SOLAR],
    ]


def attract(pairs, dt):
    for (p, v, m), (q, w, n) in pairs:
        dx = p[0] - q[0]
        dy = p[1] - q[1]
        dz = p[2] - q[2]
        pull = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
        v[0] -= dx * n * pull
        v[1] -= dy * n * pull
        v[2] -= dz * n * pull
        w[0] += dx * m * pull
        w[1] += dy * m * pull
        w[2] += dz * m * pull


def move(bodies, dt):
    for position, velocity, _ in bodies:
        position[0] += dt * velocity[0]
        position[1] += dt * velocity[1]
        position[2] += dt * velocity[2]


def energy(bodies, pairs):
    total = 0.0
    for _, v, m in bodies:
        total += 0.5 * m * (v[0] ** 2 + v[1] ** 2 + v[2] ** 2)
    for (p, _, m), (q, _, n) in pairs:
        total -= m * n / sum((a - b) ** 2 for a, b in zip(p, q)) ** 0.5
    return total


def run():
    bodies = planets()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    for _ in range(STEPS):
        attract(pairs, 0.01)
        move(bodies, 0.01)
    return "%.7f" % energy(bodies, pairs)
