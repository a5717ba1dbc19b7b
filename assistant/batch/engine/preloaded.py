"""Loaded before the process that workers branch off has any: they share the weights of the embedder instead of loading them one by one."""

from assistant.exemplars import make_embedder
from assistant.settings import Settings

make_embedder(Settings()).embed(["绩效目标"])
