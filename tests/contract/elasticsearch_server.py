"""A real Elasticsearch for the tests: fetched once from Maven Central, started as an ordinary process, stopped again.

    python tests/contract/elasticsearch_server.py fetch      download, check the sum, unpack into the cache; needs Maven
    python tests/contract/elasticsearch_server.py run        start one and keep it until Ctrl-C; prints its address
    python tests/contract/elasticsearch_server.py keep PLACE start one for all who hold a lock in PLACE (`shared`)

The build is Elasticsearch's own for client tests: its core modules only. Java 17 or newer. It never runs as root: when
we are, it runs as `nobody`, with cache and data outside every home directory.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

VERSION = "8.19.21"
SHA256 = "215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
PATIENCE = 180.0
"""Seconds that a start may take: 10 on an idle machine, more than a minute on a loaded one."""

SECRET = "nothing-secret"
SECURED = f"""\
xpack.security.enrollment.enabled: false
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.keystore.type: PKCS12
xpack.security.http.ssl.keystore.path: {{store}}
xpack.security.http.ssl.keystore.password: {SECRET}
"""
READER = ("reader", "reader-pw")
ADMIN = ("admin", "p@ss/w:rd")


class UnavailableError(Exception):
    """There is no server to be had here; the text says what is missing."""


def cache_folder() -> Path:
    """Where the unpacked server is kept. Another user must be able to read it when we are root."""
    if os.environ.get("GOUJI_TEST_CACHE"):
        return Path(os.environ["GOUJI_TEST_CACHE"])
    if os.geteuid() == 0:
        return Path("/var/cache/gouji-tests")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gouji-tests"


def home() -> Path:
    """The unpacked server."""
    return cache_folder() / f"elasticsearch-{VERSION}"


def is_fetched() -> bool:
    """Whether the server is in the cache, whole."""
    return (home() / ".ok").exists()


def fetch() -> None:
    """Bring the server into the cache. Raises UnavailableError."""
    if is_fetched():
        return
    maven = shutil.which("mvn")
    if maven is None or shutil.which("java") is None:
        raise UnavailableError("no Java 17 with Maven here")
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix=".new.") as name:
        folder = Path(name)
        command = [maven, "-C", "-B", "-q", PLUGIN, f"-DoutputDirectory={folder}", f"-Dartifact={ARTIFACT}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            raise UnavailableError(f"Maven could not fetch {ARTIFACT}: {done.stdout.strip()[-300:]}")
        _unpack(folder / f"elasticsearch-{VERSION}.zip", folder)
        (folder / home().name).rename(home())


def _unpack(archive: Path, folder: Path) -> None:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        raise UnavailableError(f"{archive.name} is not what was expected: its SHA-256 is {digest}")
    with zipfile.ZipFile(archive) as source:
        source.extractall(folder)
    unpacked = folder / home().name
    (unpacked / "plugins").mkdir(exist_ok=True)
    for path in unpacked.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    unpacked.chmod(0o755)
    (unpacked / ".ok").touch()


@dataclass(slots=True)
class Server:
    """A server of our own. `start` again after `kill` keeps its data. With `security` it has two users and speaks https
    alone, with a certificate of an authority of its own."""

    folder: Path
    port: int
    security: bool = False
    heap: str = "512m"
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Its address, without a user."""
        return f"{'https' if self.security else 'http'}://127.0.0.1:{self.port}"

    @property
    def authority(self) -> Path:
        """The certificate to trust, where it has security."""
        return self.folder / "authority.pem"

    def start(self) -> None:
        """Start it and wait until it can be used. Raises UnavailableError."""
        self._configure()
        environment = {key: value for key, value in os.environ.items() if key not in ("JAVA_HOME", "HOME")}
        environment |= {
            "ES_JAVA_HOME": str(java_home()),
            "ES_PATH_CONF": str(self.folder / "conf"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "HOME": str(self.folder),
        }
        with (self.folder / "logs" / "launch.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*_as_nobody(self.folder), str(home() / "bin" / "elasticsearch")],
                cwd=self.folder, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _configure(self) -> None:
        conf = self.folder / "conf"
        for name in ("conf", "data", "logs", "snapshots", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("log4j2.properties", "role_mapping.yml", "roles.yml", "users", "users_roles"):
            shutil.copy(home() / "config" / name, conf / name)
        (conf / "elasticsearch.yml").write_text(self._settings())
        (conf / "jvm.options").write_text(
            f"-Xms{self.heap}\n-Xmx{self.heap}\n-Djava.io.tmpdir={self.folder}/tmp\n"
            f"-XX:ErrorFile={self.folder}/logs/hs_err.log\n"
        )
        if self.security:
            if not self.authority.exists():
                make_certificates(self.authority, conf / "http.p12")
            (conf / "users").write_text("".join(f"{name}:{password}\n" for name, password in (ADMIN, READER)))
            (conf / "users_roles").write_text(f"superuser:{ADMIN[0]}\ngouji_reader:{READER[0]}\n")
            (conf / "roles.yml").write_text(
                "gouji_reader:\n  cluster: [monitor]\n"
                "  indices:\n    - names: ['*']\n      privileges: [read, view_index_metadata, monitor]\n"
            )

    def _settings(self) -> str:
        return "\n".join(
            (
                "cluster.name: gouji-test",
                f"path.data: {self.folder}/data",
                f"path.logs: {self.folder}/logs",
                f"path.repo: {self.folder}/snapshots",
                "network.host: 127.0.0.1",
                f"http.port: {self.port}",
                f"transport.port: {free_port()}",
                "discovery.type: single-node",
                "cluster.routing.allocation.disk.threshold_enabled: false",
                "node.store.allow_mmap: false",
                "action.auto_create_index: false",
                f"xpack.security.enabled: {str(self.security).lower()}",
                *(SECURED.format(store=self.folder / "conf" / "http.p12") if self.security else "").splitlines(),
                "",
            )
        )

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                raise UnavailableError(f"Elasticsearch ended while it started: {self._last_words()}")
            if self._is_up():
                return
            time.sleep(0.3)
        self.kill()
        raise UnavailableError(f"Elasticsearch was not up after {PATIENCE:.0f} s: {self._last_words()}")

    def _is_up(self) -> bool:
        request = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=5s"
        context = ssl.create_default_context(cafile=str(self.authority)) if self.security else None
        try:
            with urllib.request.urlopen(request, timeout=10, context=context) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            return error.code == 401
        except (OSError, TimeoutError):
            return False

    def _last_words(self) -> str:
        log = self.folder / "logs" / "launch.log"
        return log.read_text("utf-8", "replace").strip()[-400:] if log.exists() else "it said nothing"

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, how)
            self.process.wait(30)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.process = None


def java_home() -> Path:
    """The folder of Java."""
    given = os.environ.get("ES_JAVA_HOME")
    return Path(given) if given else Path(os.path.realpath(shutil.which("java") or "")).parent.parent


def make_certificates(authority: Path, store: Path) -> None:
    """An authority of our own, as PEM, and a certificate that it signed for this machine, with its key, in a store of
    Java's; Java brings the tool for it."""
    keys = authority.with_suffix(".p12")
    tool, secret = str(java_home() / "bin" / "keytool"), ["-storepass", SECRET]
    made = ["-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12", "-keystore", str(keys), *secret]
    for arguments in (
        [*made, "-alias", "authority", "-dname", "CN=Gouji's tests", "-ext", "bc:c"],
        ["-exportcert", "-rfc", "-alias", "authority", "-keystore", str(keys), *secret, "-file", str(authority)],
        [*made, "-alias", "server", "-dname", "CN=localhost", "-signer", "authority",
         "-ext", "san=ip:127.0.0.1,dns:localhost"],
    ):  # fmt: skip
        subprocess.run([tool, *arguments], check=True, capture_output=True)
    keys.rename(store)
    authority.chmod(0o644)


def _as_nobody(folder: Path) -> list[str]:
    """What starts a server that ends when its starter does, by another user when we are root."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
    import grp
    import pwd

    user = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    group = grp.getgrgid(user.pw_gid).gr_name
    return ["setpriv", "--reuid=nobody", f"--regid={group}", "--clear-groups", "--pdeathsig=KILL"]


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*, security: bool = False, heap: str = "512m") -> Iterator[Server]:
    """A server of one's own for as long as the block lasts. Raises UnavailableError."""
    if not is_fetched():
        raise UnavailableError("Elasticsearch is not in the cache: `make test` fetches it where Java and Maven are")
    base = cache_folder() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="run.", dir=base))
    folder.chmod(0o755)
    server = Server(folder, free_port(), security=security, heap=heap)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def shared(place: Path) -> Iterator[Server]:
    """One server for all processes that name the same folder, started by the first of them. A keeper of its own holds
    it until nobody has a lock on PLACE/users any more: a lock goes away with its holder, however that one ends. Raises
    UnavailableError."""
    keeper = None
    try:
        with (place / "users").open("w") as users, (place / "start").open("w") as start:
            fcntl.flock(users, fcntl.LOCK_SH)
            with locked(start):
                told = place / "server.json"
                if not told.exists():
                    keeper = _start_keeper(place)
                about = json.loads(told.read_text("utf-8"))
            if "reason" in about:
                raise UnavailableError(about["reason"])
            yield Server(Path(about["folder"]), about["port"])
    finally:
        if keeper is not None:
            keeper.wait()


@contextmanager
def locked(file: IO[str]) -> Iterator[None]:
    """While nobody else is in here with the same file."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _start_keeper(place: Path) -> subprocess.Popen[bytes]:
    """Let a keeper start a server, and wait until it has told of it."""
    with (place / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, __file__, "keep", str(place)],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    while not (place / "server.json").exists():
        if keeper.poll() is not None:
            raise UnavailableError(f"the keeper of the server ended: see {place / 'keeper.log'}")
        time.sleep(0.1)
    return keeper


def keep(place: Path) -> None:
    """Hold a server until nobody has a lock on it."""
    told, making = place / "server.json", place / "server.json.new"

    def tell(about: dict[str, object]) -> None:
        making.write_text(json.dumps(about), "utf-8")
        making.rename(told)

    with (place / "users").open("w") as users:
        try:
            with running() as server:
                tell({"folder": str(server.folder), "port": server.port})
                fcntl.flock(users, fcntl.LOCK_EX)
                told.unlink()
        except UnavailableError as error:
            tell({"reason": str(error)})


def main() -> int:
    """The command line: 0, or 1 with the reason on standard error."""
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if len(sys.argv) != {"fetch": 2, "run": 2, "keep": 3}.get(what):
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server is stopped and its folder removed
    try:
        if what == "keep":
            keep(Path(sys.argv[2]))
            return 0
        fetch()
        if what == "run":
            with running() as server:
                print(server.url, flush=True)
                signal.pause()
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
