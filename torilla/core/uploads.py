"""Files that are too large are refused while they arrive: nothing of them is kept anywhere."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST = 20_000_000
"""Bytes of the largest file that any form takes."""
FRAME = 100_000
"""What a form sends beside its file."""


class LimitedUploads(FileUploadHandler):
    """Stands before the handlers that keep files, in memory or on the disk.

    The request says afterwards that a file was too large (`file_too_large`).
    """

    too_large = False
    received = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.too_large = content_length > MOST + FRAME

    def new_file(self, *given: Any, **more: Any) -> None:
        super().new_file(*given, **more)
        self.received = 0
        if self.too_large:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MOST:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.file_too_large = True  # type: ignore[attr-defined]  # read by forms
        raise SkipFile
