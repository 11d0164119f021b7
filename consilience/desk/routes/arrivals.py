"""What people give by hand: pasted words, files, and addresses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, UploadFile
from pydantic import BaseModel, Field, HttpUrl

from consilience.desk.rights import Analyst, TheDesk
from consilience.intake.receive import MOST_BYTES
from consilience.record import Arrival, receive

router = APIRouter(tags=["arrivals"])
MOST_WORDS = 1_000_000  # characters that may be pasted at once


class Pasted(BaseModel):
    """A report as somebody pastes it; its first line may be the title."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_WORDS)]
    name: Annotated[str, Field(max_length=200)] = ""
    url: HttpUrl | None = None


@router.post("/arrivals/text", status_code=201)
def paste(pasted: Pasted, desk: TheDesk, user: Analyst) -> Arrival:
    """Receives pasted words."""
    url = str(pasted.url) if pasted.url else None
    data = pasted.text.encode("utf-8", "surrogatepass")
    return _received(
        desk,
        data,
        pasted.name.strip() or "pasted.txt",
        user.name,
        url=url,
        media_type="text/plain",
        charset="utf-8",
    )


@router.post("/arrivals/file", status_code=201)
def upload(file: UploadFile, desk: TheDesk, user: Analyst) -> Arrival:
    """Receives a file of any kind that `consilience build` reads; its name and bytes tell the kind."""
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise HTTPException(413, f"{file.filename} is larger than {MOST_BYTES // 1_000_000} MB. Split it.")
    return _received(desk, data, (file.filename or "upload").replace("\\", "/").rsplit("/", 1)[-1], user.name)


def _received(desk: TheDesk, data: bytes, name: str, who: str, **known: str | None) -> Arrival:
    arrival = receive(desk.record, data, name=name, via=f"hand {who}", **known)  # type: ignore[arg-type]
    desk.worker.wake()
    return arrival
