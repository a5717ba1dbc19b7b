from assistant.batch.engine.manifest import asked_for
from assistant.settings import Settings


def test_no_key_of_an_address_is_written_down() -> None:
    settings = Settings(model="m", base_url="https://user:sk-secret@model.example/v1?api-key=sk-other#sk-third")
    assert asked_for("清单.xlsx", {}, settings, offline=False)["model"] == {"name": "m", "address": "https://model.example/v1"}
    assert asked_for("清单.xlsx", {}, settings, offline=True)["model"] is None
