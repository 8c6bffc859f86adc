"""One-way constraints, planned and run again as inputs change: polymorphic objects (after the idea of DeltaBlue)."""


class Variable(object):
    def __init__(self, value):
        self.value = value
        self.users = []
        self.source = None


class Constraint(object):
    def __init__(self, inputs, output):
        self.inputs = inputs
        self.output = output
        self.rank = 0
        for variable in inputs:
            variable.users.append(self)
        output.source = self

    def is_satisfied(self):
        return self.output.value == self.compute()

    def execute(self):
        self.output.value = self.compute()

    def compute(self):
        raise NotImplementedError


class Equal(Constraint):
    def compute(self):
        return self.inputs[0].value


class Scale(Constraint):
    def __init__(self, inputs, output, factor, offset):
        Constraint.__init__(self, inputs, output)
        self.factor = factor
        self.offset = offset

    def compute(self):
        return (self.inputs[0].value * self.factor + self.offset) % 65521


class Total(Constraint):
    def compute(self):
        return sum(variable.value for variable in self.inputs) % 65521


class Planner(object):
    def __init__(self, constraints):
        for constraint in constraints:
            ranks = [v.source.rank for v in constraint.inputs if v.source is not None]
            constraint.rank = max(ranks) + 1 if ranks else 0

    def plan(self, variable):
        """All constraints below the variable, each after those that it depends on."""
        seen = set()
        todo = list(variable.users)
        found = []
        while todo:
            constraint = todo.pop()
            if id(constraint) not in seen:
                seen.add(id(constraint))
                found.append(constraint)
                todo.extend(constraint.output.users)
        found.sort(key=lambda c: c.rank)
        return found

    def change(self, variable, value, plan=None):
        variable.value = value
        executed = 0
        for constraint in plan if plan is not None else self.plan(variable):
            if not constraint.is_satisfied():
                constraint.execute()
                executed += 1
        return executed


def chain(length):
    variables = [Variable(0) for _ in range(length + 1)]
    constraints = [Equal([a], b) for a, b in zip(variables, variables[1:])]
    return variables, constraints


def tree(depth):
    leaves = [Variable(i) for i in range(2 ** depth)]
    constraints = []
    level = leaves
    while len(level) > 1:
        parents = []
        for left, right in zip(level[::2], level[1::2]):
            middle = Variable(0)
            parent = Variable(0)
            constraints.append(Scale([left], middle, 3, 1))
            constraints.append(Total([middle, right], parent))
            parents.append(parent)
        level = parents
    return leaves, level[0], constraints


def run():
    executed = 0
    variables, constraints = chain(400)
    planner = Planner(constraints)
    plan = planner.plan(variables[0])
    for i in range(1, 60):
        executed += planner.change(variables[0], i, plan)
    leaves, root, constraints = tree(7)
    planner = Planner(constraints)
    for i in range(1100):
        executed += planner.change(leaves[i * 37 % len(leaves)], i * i)
    return executed * 65521 + root.value + variables[-1].value
