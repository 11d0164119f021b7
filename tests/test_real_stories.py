"""Real stories with gold, where they lie beside the checkout: what the method must find in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
STORIES = sorted(p.parent for p in (SHARED / "stories").glob("*/gold.json"))
FLOORS = {  # score -> least value on each story; raised as the method improves
    ("figures", "recall"): 0.85,
    ("figures", "value_accuracy"): 0.95,
    ("quotes", "recall"): 0.9,
}

pytestmark = pytest.mark.skipif(not STORIES, reason="../shared is not there")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("stories")
    found = {}
    for story in STORIES:
        out = found[story.name] = folder / f"{story.name}.json"
        command = [
            sys.executable,
            "-m",
            "consilience.cli",
            "build",
            str(story / "reports"),
            "--format",
            "json",
        ]
        assert subprocess.run([*command, "--out", str(out), "--quiet"], check=False).returncode == 0
    return found


def test_scores_do_not_fall(built: dict[str, Path]) -> None:
    for story in STORIES:
        score = [
            sys.executable,
            str(SHARED / "eval/score_story.py"),
            str(story / "gold.json"),
            str(built[story.name]),
        ]
        scores = json.loads(
            subprocess.run(score, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
        )
        assert scores["missing"] == 0
        assert scores["stories"] == 1
        for (part, measure), least in FLOORS.items():
            assert scores[part][measure] >= least, (story.name, part, measure)


def test_the_convoy_account_shows_what_a_reader_needs(built: dict[str, Path]) -> None:
    if "convoy-2017" not in built:
        pytest.skip("the story is not there")
    account: dict[str, Any] = json.loads(built["convoy-2017"].read_text())
    story = account["stories"][0]
    text = {r["id"]: r["text"] for r in account["reports"]}

    def figure(value: float, of: str) -> dict[str, Any]:
        return next(
            f for f in story["figures"] if of in f["what"] and any(v["value"] == value for v in f["values"])
        )

    assert figure(17, "buses")["status"] == "agreed"
    assert figure(11, "buses")["status"] == "changed"
    assert {v["value"] for v in figure(9, "soldiers")["values"]} >= {8, 9}
    assert figure(9, "soldiers")["status"] == "conflicting"
    shared = [q for q in story["quotes"] if "law of armed conflict" in q["text"]]
    assert len(shared) == 1
    assert len({e["speaker"] for e in shared[0]["evidence"]}) > 1
    origins = " ".join(r["of"] for r in story["relays"])
    for source in (
        "Agence France-Presse",
        "CNN",
        "Reuters",
        "New York Times",
        "Syrian Observatory for Human Rights",
    ):
        assert source in origins
    names = [set(a["names"]) for a in story["actors"]] + [set(p["names"]) for p in story["places"]]
    assert any({"Islamic State", "ISIS", "ISIL"} <= n for n in names)
    assert any({"Deir Ezzor", "Deir az-Zor"} <= n for n in names)
    assert any({"Albu Kamal", "Albukamal"} <= n for n in names)
    dates = [e["date"] for e in story["events"] if e["date"]]
    assert "2017-08-28" in dates
    assert any(d[:7] == "2017-09" for d in dates)
    marked = "\n".join(text[r["id"]][a:b] for r in account["reports"] for a, b in r["boilerplate"])
    for furniture in ("Advertisement", "issues with commenting", "What do you think", "senior editor"):
        assert furniture in marked
