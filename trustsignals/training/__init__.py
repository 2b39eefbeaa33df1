"""From corpora to fitted models, reference figures and model cards."""
