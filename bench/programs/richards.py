"""An operating system's scheduler in objects: method calls, attributes, linked queues (after the idea of Richards)."""


class Packet(object):
    def __init__(self, kind, sender):
        self.kind = kind
        self.sender = sender
        self.next = None
        self.data = [0] * 4


class Queue(object):
    def __init__(self):
        self.head = None
        self.tail = None

    def put(self, packet):
        packet.next = None
        if self.head is None:
            self.head = packet
        else:
            self.tail.next = packet
        self.tail = packet

    def take(self):
        packet = self.head
        if packet is not None:
            self.head = packet.next
        return packet

    def is_empty(self):
        return self.head is None


class Task(object):
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.inbox = Queue()
        self.waiting = False
        self.steps = 0

    def ready(self):
        return not (self.waiting and self.inbox.is_empty())

    def step(self, system):
        self.steps += 1
        packet = self.inbox.take()
        if packet is None:
            self.idle(system)
        else:
            self.handle(packet, system)

    def idle(self, system):
        self.waiting = True

    def handle(self, packet, system):
        raise NotImplementedError


class Worker(Task):
    """Fills packets and sends them to the devices in turn."""

    def __init__(self, name, priority, devices):
        Task.__init__(self, name, priority)
        self.devices = devices
        self.turn = 0
        self.letter = 0

    def handle(self, packet, system):
        for i in range(4):
            self.letter = (self.letter + 7) % 26
            packet.data[i] = self.letter
        self.turn = (self.turn + 1) % len(self.devices)
        packet.sender = self.name
        system.send(self.devices[self.turn], packet)


class Device(Task):
    """Holds its packets until the ticker wakes it, then answers one of them."""

    def __init__(self, name, priority):
        Task.__init__(self, name, priority)
        self.held = Queue()
        self.checksum = 0

    def idle(self, system):
        self.waiting = True
        packet = self.held.take()
        if packet is not None:
            system.send(packet.sender, packet)

    def handle(self, packet, system):
        for letter in packet.data:
            self.checksum = (self.checksum * 31 + letter) % 1000003
        self.held.put(packet)
        self.waiting = True


class Ticker(Task):
    """Never waits; a shift register decides whom it wakes."""

    def __init__(self, name, priority, wakes):
        Task.__init__(self, name, priority)
        self.wakes = wakes
        self.register = 1

    def idle(self, system):
        if self.register & 1:
            self.register = (self.register >> 1) ^ 0xD008
        else:
            self.register >>= 1
        system.wake(self.wakes[self.register % len(self.wakes)])


class System(object):
    def __init__(self):
        self.tasks = []
        self.by_name = {}

    def add(self, task):
        self.tasks.append(task)
        self.tasks.sort(key=lambda t: -t.priority)
        self.by_name[task.name] = task

    def send(self, name, packet):
        task = self.by_name[name]
        task.waiting = False
        task.inbox.put(packet)

    def wake(self, name):
        self.by_name[name].waiting = False

    def next_task(self):
        for task in self.tasks:
            if task.ready():
                return task
        raise RuntimeError("no task is ready")

    def run(self, steps):
        for _ in range(steps):
            self.next_task().step(self)


def run():
    system = System()
    devices = ["disk", "net", "tty"]
    system.add(Worker("worker-1", 40, devices))
    system.add(Worker("worker-2", 35, devices))
    for i, name in enumerate(devices):
        system.add(Device(name, 20 + i))
    system.add(Ticker("ticker", 1, devices))
    for i in range(6):
        system.send("worker-%d" % (i % 2 + 1), Packet("work", "start"))
    system.run(18000)
    return sum(t.steps for t in system.tasks) * 1000003 + sum(system.by_name[d].checksum for d in devices)
