"""Memory of a worker over many documents: flat once what it remembers is full.

    python bench/memory.py [DOCUMENTS]

Each document brings words that no other has. The peak of this process is printed after each tenth of them.
"""

from __future__ import annotations

import resource
import sys
from hashlib import sha256

from ingest.read import read_document
from nlp.pipeline import analyse

DOCUMENTS = 2000


def made_up(number: int) -> bytes:
    """A report that has names of its own."""
    name = "".join(chr(0x4E00 + (number * 7919 + place * 104729) % 20000) for place in range(60))
    body = "".join(
        f"{name[at : at + 6]}镇完成投资{number + at}亿元，增长{at}.{number % 10}%，实施{name[at : at + 4]}工程。\n\n"
        for at in range(0, 54, 3)
    )
    return f"{name}市{number}年度工作\n\n{body}".encode()


def peak() -> float:
    """The most memory this process has had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    """Read them all and print the peaks."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    analyse(read_document(made_up(0), name="a.txt"))
    print(f"{0:6} documents  {peak():8.1f} MiB")
    for tenth in range(10):
        for number in range(total * tenth // 10, total * (tenth + 1) // 10):
            data = made_up(number)
            assert analyse(read_document(data, name="a.txt")).document == sha256(data).hexdigest()
        print(f"{total * (tenth + 1) // 10:6} documents  {peak():8.1f} MiB")


if __name__ == "__main__":
    main()
