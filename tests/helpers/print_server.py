"""A print server of one's own: cupsd on a socket in a folder, with queues that print to files."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
CUPSD, LPADMIN = shutil.which("cupsd", path=PATH), shutil.which("lpadmin", path=PATH)
DRIVER = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
"""Takes PDF, as most printers do today; the pages go through CUPS's own filter on their way."""

LABEL_PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "LABELS.PPD"
*Manufacturer: "Test"
*Product: "(Label printer)"
*ModelName: "Label printer"
*ShortNickName: "Label printer"
*NickName: "Label printer"
*PSVersion: "(3010.107) 0"
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Media: PickOne
*DefaultPageSize: w144h90
*PageSize w144h90/2 x 1.25 in: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media: PickOne
*DefaultPageRegion: w144h90
*PageRegion w144h90/2 x 1.25 in: ""
*CloseUI: *PageRegion
*DefaultImageableArea: w144h90
*ImageableArea w144h90/2 x 1.25 in: "0 0 144 90"
*DefaultPaperDimension: w144h90
*PaperDimension w144h90/2 x 1.25 in: "144 90"
*MaxMediaWidth: "400"
*MaxMediaHeight: "4000"
*HWMargins: 0 0 0 0
*CustomPageSize True: ""
*ParamCustomPageSize Width: 1 points 20 400
*ParamCustomPageSize Height: 2 points 20 4000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 3
"""
"""The driver of a printer for rolls: any width up to 140 mm, any length."""

MISSING = [
    name
    for name, there in (
        ("cups-daemon", CUPSD),
        ("cups-client", LPADMIN),
        ("cups-filters", DRIVER.exists()),
    )
    if not there
]
SECONDS = 30
OPEN = "Order allow,deny\n  Allow all"
SETTINGS = f"""
LogLevel debug
MaxLogSize 0
Listen {{folder}}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  {OPEN}
</Location>
<Location /admin>
  {OPEN}
</Location>
<Policy default>
  <Limit All>
    {OPEN}
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {folder}/root
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FileDevice Yes
Sandboxing Relaxed
"""


@dataclass(frozen=True)
class Server:
    """`socket` is what clients find it by."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def socket(self) -> Path:
        return self.folder / "cups.sock"

    def add_queue(self, name: str, *, rolls: bool = False) -> Path:
        """Add a queue, or change it; what it prints comes to be in the file that is returned."""
        out, driver = self.folder / f"{name}.pdf", DRIVER
        if rolls:
            driver = self.folder / "rolls.ppd"
            driver.write_text(LABEL_PRINTER)
        self._manage("-p", name, "-E", "-v", f"file:{out}", "-P", str(driver))
        return out

    def remove_queue(self, name: str) -> None:
        """Remove a queue, and what it has printed."""
        self._manage("-x", name)
        (self.folder / f"{name}.pdf").unlink(missing_ok=True)

    def _manage(self, *arguments: str) -> None:
        assert LPADMIN is not None
        environ = {**os.environ, "CUPS_SERVER": str(self.socket)}
        subprocess.run([LPADMIN, *arguments], env=environ, check=True, capture_output=True)

    def log(self) -> str:
        """What it noted, for a test that failed."""
        return (self.folder / "log" / "error").read_text(errors="replace")[-4000:]


@contextmanager
def print_server() -> Iterator[Server]:
    """Run a server. Its filters run as another user where it is started by root."""
    with tempfile.TemporaryDirectory(prefix="cups") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("root", "state", "cache", "spool/tmp", "log"):
            (folder / part).mkdir(parents=True)
        for part in ("cache", "spool", "spool/tmp", "state"):
            (folder / part).chmod(0o777)
        (folder / "cupsd.conf").write_text(SETTINGS.format(folder=folder))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        assert CUPSD is not None
        process = subprocess.Popen(
            [CUPSD, "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        server = Server(folder, process)
        try:
            wait_for(server)
            yield server
        finally:
            process.terminate()
            process.wait(SECONDS)


def wait_for(server: Server) -> None:
    end = monotonic() + SECONDS
    while not server.socket.exists():
        if server.process.poll() is not None or monotonic() > end:
            raise RuntimeError("the print server did not start")
        try:
            server.process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
