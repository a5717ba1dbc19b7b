"""Language models behind any OpenAI-compatible endpoint: what they can do, how they are asked, and how each way of failing is told."""
