"""An application for granian that inverts a matrix, as the page does that tells of each assessor's severity."""

import sys

import numpy as np
from granian.constants import Interfaces
from granian.server import Server

N = 400  # of 280 on two processors it died, where a thread had two megabytes of stack


def application(_environ, start_response):
    np.linalg.inv(np.eye(N) * N - 1 + 1 / N)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"inverted"]


if __name__ == "__main__":
    Server("tests.config.inverting:application", port=int(sys.argv[1]), interface=Interfaces.WSGI).serve()
