"""提示词: what a model is told, in files that people can read, copy and change."""

from assistant.prompting.folders import Prompts
from assistant.prompting.own import StoredPrompt, open_prompts, prompt_ids, remove_own, save_own, versions
from assistant.prompting.prompt import Prompt, Rendered, read_prompt
from assistant.prompting.variables import VARIABLES, Variable, kind_of, sample_values

__all__ = [
    "VARIABLES",
    "Prompt",
    "Prompts",
    "Rendered",
    "StoredPrompt",
    "Variable",
    "kind_of",
    "open_prompts",
    "prompt_ids",
    "read_prompt",
    "remove_own",
    "sample_values",
    "save_own",
    "versions",
]
