"""PyTorch as the peer of `npm run bench:kernels`, one thread. Reads the commands of kernels.c, and

    step REPETITIONS    a whole training step: forward, backward, Adam (training-step.ts, line for line)

Answers each with milliseconds of CPU, the best of so many repetitions.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
torch.manual_seed(1)


def best(repetitions, work):
    times = []
    for _ in range(repetitions):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1e3 * min(times)


def random_sparse(nodes, edges):
    places = torch.randint(nodes, (2, edges))
    return torch.sparse_coo_tensor(places, torch.rand(edges), (nodes, nodes)).coalesce()


def gemm(rows, repetitions):
    x, w, out = torch.rand(rows, 64), torch.rand(64, 192), torch.empty(rows, 192)
    return best(repetitions, lambda: torch.mm(x, w, out=out))


def spmm(nodes, edges, repetitions):
    matrix, x = random_sparse(nodes, edges), torch.rand(nodes, 64)
    return best(repetitions, lambda: torch.sparse.mm(matrix, x))


def gru(rows, repetitions):
    gx, gh, h = torch.rand(rows, 192), torch.rand(rows, 192), torch.rand(rows, 64)
    return best(repetitions, lambda: gates(gx, gh, h))


def gates(gx, gh, h):
    xr, xz, xc = gx.chunk(3, 1)
    hr, hz, hc = gh.chunk(3, 1)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    c = torch.tanh(xc + r * hc)
    return c + z * (h - c)


class Network(nn.Module):
    """Two relations, T = 2, d = 64: h0 = x·W_in; h = GRU(own h0, Σ A_r h W_r); z = (h2/|h2|, h0/|h0|)."""

    def __init__(self, inputs=256, d=64):
        super().__init__()
        weight = lambda *shape: nn.Parameter(0.1 * torch.randn(*shape))
        self.win, self.wx, self.wh = weight(inputs, d), weight(d, 3 * d), weight(d, 3 * d)
        self.bx, self.bh = weight(3 * d), weight(3 * d)
        self.wr = nn.ParameterList([weight(d, d), weight(d, d)])
        self.decoder = weight(2 * d, 2 * d)

    def forward(self, x, relations):
        h0 = x @ self.win
        gx = torch.addmm(self.bx, h0, self.wx)
        h = h0
        for _ in range(2):
            m = sum(torch.sparse.mm(a, h) @ w for a, w in zip(relations, self.wr))
            h = gates(gx, torch.addmm(self.bh, m, self.wh), m)
        return torch.cat([F.normalize(h), F.normalize(h0)], 1)


def step(repetitions):
    n, links = 2708, 5278
    pairs = torch.randint(n, (2, links))
    degree = torch.bincount(pairs.flatten(), minlength=n).clamp(min=1).float().sqrt()
    relations = [
        torch.sparse_coo_tensor(p, 1 / (degree[p[0]] * degree[p[1]]), (n, n)).coalesce()
        for p in (pairs, pairs.flip(0))
    ]
    x = torch.randn(n, 256)
    queries, answers, others = torch.randint(n, (1024,)), torch.randint(n, (1024,)), torch.randint(n, (512,))
    network = Network()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.003)
    targets = torch.zeros(1024, dtype=torch.long)

    def work():
        optimizer.zero_grad()
        z = network(x, relations)
        asked = 10 * z[queries] @ network.decoder
        scores = torch.cat([(asked * z[answers]).sum(1, keepdim=True), asked @ z[others].T], 1)
        F.cross_entropy(scores, targets).backward()
        optimizer.step()

    return best(repetitions, work)


commands = {"gemm": gemm, "spmm": spmm, "gru": gru, "step": step}
for line in sys.stdin:
    name, *numbers = line.split()
    print(commands[name](*map(int, numbers)), flush=True)
