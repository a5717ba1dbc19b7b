"""What a list is going to cost, told on the page before anybody has begun it; the model is not asked anything for that."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.batch.drafts.drafter import Drafter, drafts_wanted
from assistant.batch.drafts.running import prompts_used
from assistant.batch.engine.deferred import DeferredChat
from assistant.batch.engine.estimating import Estimate, foresee
from assistant.batch.engine.worker import Craft
from assistant.batch.lists.project_list import ListedProject
from assistant.llm.asking import Asker
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.opening import require_model
from assistant.llm.question import Profile
from assistant.prompting import open_prompts
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Person


def foretell(desk: Desk, person: Person, projects: Sequence[ListedProject], prompts: Sequence[str]) -> Estimate | None:
    """What `start_list` with the same is going to cost; None where nobody can say.

    Raises:
        AssistantError: the prompts, or what drafts rest on, cannot be used.
    """
    settings, known = desk.settings, open_prompts(desk.settings)
    wanted = drafts_wanted("", projects, prompts_used(settings, prompts), settings, known)
    items = Counter(wish.prompt for wish in wanted.wishes)
    return foresee(desk.database, items, wanted, settings.model) or foresee(
        desk.database, items, wanted, settings.model, _unasked(desk, person)
    )


def _unasked(desk: Desk, person: Person) -> Craft:
    """How items are done by a model that hears nothing of it, not even a question of what it can do."""
    model = require_model(desk.settings)
    profiles = _Assumed(desk.settings.data_dir / "endpoints.json")
    asker = Asker(DeferredChat(model.chat.address, {}), profiles, model.answers, model.limits)
    context = replace(desk.context_for(person.name, offline=True), model=asker)
    return Craft(Drafter(context).do, asker)


class _Assumed(Profiles):
    """What is known of endpoints; of one that was never asked, that it can do nothing particular."""

    def find(self, address: Address) -> Profile:
        """The profile of `address`."""
        return super().find(address) or Profile()

    def keep(self, address: Address, profile: Profile) -> None:
        """Nothing is learned of a model that is not asked."""
