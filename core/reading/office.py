"""Old Word, WPS, RTF and ODF files through the LibreOffice of the machine, where there is one; it runs apart, with
limits, in a profile of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path

from core.reading.document import refusal

SECONDS = 90
_ONE = threading.Lock()  # it takes a few hundred MB: one at a time
PROGRAMS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
AS_DOCX = "请用 Word 或 WPS 打开后另存为 docx（本机装了 LibreOffice 也可直接读）"
OPEN_ANEW = "请用 Word 或 WPS 打开后另存为 docx"


@cache
def office_program() -> str | None:
    """Return the path of LibreOffice, None where the machine has none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.exists, PROGRAMS), None)


def as_docx(data: bytes, name: str, ending: str, what: str) -> bytes:
    """Return a document of an old format as docx.

    Args:
        ending: of the format found in the content (".doc", ".rtf", ".odt"), whatever the file is called.
        what: the format in words, for the sentence where it cannot be read.

    Raises:
        DocumentError: no LibreOffice here, or it does not open the file in time.
    """
    program = office_program()
    if program is None:
        raise refusal(name, f"是{what}，这台机器上没有能读它的软件", AS_DOCX)
    with _ONE, tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"report{ending}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise refusal(name, f"{what}在 {SECONDS} 秒内没有打开，已停止", OPEN_ANEW) from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise refusal(name, f"是{what}，内容已损坏或设了密码，打不开", OPEN_ANEW)
        return made.read_bytes()
