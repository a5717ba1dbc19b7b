"""What a model is told about a request: the values of a drafting prompt, and the prompt as it would be sent, for people to look at."""

from assistant.drafting.composing import compose
from assistant.drafting.ground import DraftContext, Ground, lay_ground
from assistant.drafting.llm.material import Material, Offering, describe_framework, describe_request, gather
from assistant.drafting.request import DraftRequest, refuse_secrets
from assistant.drafting.selection import size_for
from assistant.goals.privacy import mask_private
from assistant.prompting import Prompt, Rendered, kind_of, sample_values


def draft_values(ground: Ground, material: Material) -> dict[str, object]:
    """What is filled into a drafting prompt."""
    request = ground.request
    return {
        "request": describe_request(ground),
        "framework": describe_framework(request.framework),
        "exemplars": material.exemplar_blocks(),
        "candidates": material.candidate_lines(),
        "size": size_for(request.budget_yuan),
    }


def render_preview(prompt: Prompt, request: DraftRequest, context: DraftContext) -> Rendered:
    """`prompt` as the model would get it for `request`, with real exemplars and candidates, numbers of persons masked; nothing is sent.

    What only an answer would bring, as the rows to be repaired, is a sample.

    Raises:
        ClassifiedError: the request is marked 涉密.
        PromptError: the prompt cannot be filled in.
    """
    refuse_secrets(request.name, request.unit, request.purpose)
    ground = lay_ground(request, context)
    real = draft_values(ground, gather(ground, compose(ground), Offering()))
    rendered = prompt.fill(sample_values(kind_of(prompt.id)) | real)
    return Rendered(mask_private(rendered.system), mask_private(rendered.user))
